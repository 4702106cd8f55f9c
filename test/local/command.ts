import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** `hikeshi` as somebody calls it, of this project or of a copy. */
export const hikeshi = (...args: string[]) => hikeshiIn(process.cwd(), ...args);

export const hikeshiIn = (root: string, ...args: string[]) =>
  spawn(process.execPath, [join(root, 'cli/main.ts'), ...args]);

/** Everything it said, once it has ended. */
export async function ended(child: ChildProcessWithoutNullStreams): Promise<{ code: number; said: string }> {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part) => (said += part));
  const [code] = await once(child, 'close');
  return { code, said };
}
