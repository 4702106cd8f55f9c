import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { HttpResponse } from '#/functions/shared/http-handler.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
};

/** The built screens lie beside the bundle. Names under assets/ carry a hash of their content and may be kept for ever. */
export function serveFile(path: string): HttpResponse | undefined {
  const name = path.replace(/^\//, '');
  if (!/^(?:[A-Za-z0-9_-]+\/)*[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+$/.test(name)) return undefined;
  try {
    const body = readFileSync(new URL(`public/${name}`, import.meta.url));
    const cache = /-[A-Za-z0-9_-]{8}\.\w+$/.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache';
    return { status: 200, type: TYPES[extname(name)] ?? 'application/octet-stream', cache, body };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
