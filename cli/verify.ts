import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { text } from '#/cli/text.ts';
import { verifyTimeline } from '#/core/evidence/verify.ts';
import { StartError } from '#/local/start-error.ts';

/** `hikeshi verify timeline.json`: 0 if the timeline is what was recorded, 1 if not, and says why. */
export async function verify([path]: string[]): Promise<number> {
  if (path === undefined) throw new StartError(text.verifyUsage);
  const verdict = await verifyTimeline(read(path)).catch((error: unknown) => {
    if (error instanceof z.ZodError) throw new StartError(text.notTimeline(path));
    throw error;
  });
  console.log(text.verdict(verdict));
  return verdict.problems.length === 0 ? 0 : 1;
}

function read(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new StartError(text.unreadable(path));
  }
}
