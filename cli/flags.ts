import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { text } from '#/cli/text.ts';
import { StartError } from '#/local/start-error.ts';

/** The flags of a command, or words that say how it is called. */
export function flagsOf<const O extends ParseArgsOptionsConfig>(args: string[], options: O, usage: string) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    const [, flag] = /'(--?[\w-]+|[^' ]+)/.exec((error as Error).message) ?? [];
    throw new StartError(flag === undefined ? usage : text.wrongFlag(flag, usage));
  }
}
