import { parseArgs } from 'node:util';
import { overlayFile, readPolicy } from '#/cli/policy-files.ts';
import { text } from '#/cli/text.ts';
import type { Source } from '#/core/policy/source.ts';
import { StartError } from '#/local/start-error.ts';

/** `hikeshi profile check <file>`: whether a municipality's data can be worked with. */
export async function profile(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    options: { overlay: { type: 'string' } },
    allowPositionals: true,
  });
  const [action, file] = positionals;
  if (action !== 'check' || file === undefined) throw new StartError(text.profileUsage);
  const policy = await readPolicy(file, overlayFile(values.overlay, file));
  const sources = sourcesIn(policy.profile);
  const defaults = sources.filter(({ basis }) => basis === 'default').length;
  const confirm = sources.filter((source) => source.confirm).length;
  console.log(text.profileFine(policy.profile.municipality, defaults, confirm));
  return 0;
}

function sourcesIn(value: unknown): Source[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'source' ? [part as Source] : sourcesIn(part),
  );
}
