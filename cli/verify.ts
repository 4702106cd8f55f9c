import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { text } from '#/cli/text.ts';
import { type Verdict, verifyTimeline } from '#/core/evidence/verify.ts';
import { StartError } from '#/local/start-error.ts';

/** `hikeshi verify timeline.json --key <fingerprint>`: 0 if nothing speaks against the timeline, else 1, and says why. */
export async function verify(args: string[]): Promise<number> {
  const { path, key } = argumentsOf(args);
  const verdict = await verifyTimeline(read(path)).catch((error: unknown) => {
    if (error instanceof z.ZodError) throw new StartError(text.notTimeline(path));
    throw error;
  });
  const signed = key === undefined ? 'unasked' : isSignedBy(verdict, key) ? 'yes' : 'no';
  console.log(text.verdict(verdict, signed));
  return verdict.problems.length === 0 && signed !== 'no' ? 0 : 1;
}

function argumentsOf(args: string[]): { path: string; key: string | undefined } {
  const { positionals, key } = parsed(args);
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new StartError(text.verifyUsage);
  if (key === undefined) return { path, key };
  const fingerprint = key.replaceAll(/[:\s]/g, '').toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(fingerprint)) throw new StartError(text.noFingerprint);
  return { path, key: fingerprint };
}

function parsed(args: string[]): { positionals: string[]; key: string | undefined } {
  try {
    const options = { key: { type: 'string' } } as const;
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    return { positionals, key: values.key };
  } catch {
    throw new StartError(text.verifyUsage);
  }
}

/** The last signed end must be by this key: an earlier one says nothing about what came after it. */
function isSignedBy({ anchors }: Verdict, key: string): boolean {
  const end = Math.max(0, ...anchors.map(({ seq }) => seq));
  return anchors.some(({ seq, keyFingerprint }) => seq === end && keyFingerprint === key);
}

function read(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new StartError(text.unreadable(path));
  }
}
