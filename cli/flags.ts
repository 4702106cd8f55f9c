import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { StartError } from '#/local/start-error.ts';

/** The flags of a command, or words that say how it is called. */
export function flagsOf<const O extends ParseArgsOptionsConfig>(args: string[], options: O, usage: string) {
  try {
    return parseArgs({ args, options }).values;
  } catch {
    throw new StartError(usage);
  }
}
