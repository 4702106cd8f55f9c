import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { differencesOf } from './difference.ts';
import { play, Recording } from './recording.ts';

const Named = z.looseObject({ name: z.string() });

/** What went otherwise than on AWS, in one line; nothing if all went the same. */
async function differenceOf(entry: unknown): Promise<string> {
  try {
    const recording = Recording.parse(entry);
    return differencesOf(recording, await play(recording)).join('; ');
  } catch (error) {
    return error instanceof z.ZodError ? `is no recording: ${z.prettifyError(error)}` : String(error);
  }
}

function read(file: string | undefined): unknown[] {
  if (file === undefined) throw new Error('Which file? npm run conformance -- <file.json>');
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (Array.isArray(content)) return content;
  throw new Error('it holds no list of recordings');
}

const [, , file] = process.argv;
try {
  const entries = read(file);
  let failed = 0;
  for (const [index, entry] of entries.entries()) {
    const difference = await differenceOf(entry);
    if (difference === '') continue;
    failed++;
    const { data } = Named.safeParse(entry);
    console.log(`${data?.name ?? `recording ${index + 1}`}: ${difference.replaceAll(/\s+/g, ' ')}`);
  }
  console.log(`${entries.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  console.error(`Cannot use ${file}: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
