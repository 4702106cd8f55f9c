import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { ROOT } from '#/cli/project.ts';
import { text } from '#/cli/text.ts';
import { compilePolicy, type PolicyFile } from '#/core/policy/compile.ts';
import type { Policy } from '#/core/policy/policy.ts';
import { mistakeWords } from '#/core/text/mistakes.ts';
import { StartError } from '#/local/start-error.ts';

const POLICIES = join(ROOT, 'policies');

/** A data file with the line of each of its places. JSON is YAML too. */
interface Opened extends PolicyFile {
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

const named = (path: string): string => (resolve(path).startsWith(ROOT) ? relative(ROOT, path) : path);

function open(path: string): Opened {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
  const name = named(path);
  const [error] = document.errors;
  if (error) throw new StartError(text.notYaml(name, error.linePos?.[0].line ?? 1, error.code));
  const lineAt = (path: readonly PropertyKey[]): number | undefined => {
    const parent: unknown = path.length === 0 ? undefined : document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent) && parent.items.find(({ key }) => String(key) === String(path.at(-1)));
    const node: unknown = pair ? pair.key : document.getIn(path, true);
    return isNode(node) && node.range ? lines.linePos(node.range[0]).line : undefined;
  };
  return {
    name,
    content: document.toJS(),
    // Where something is missing, the line of what should hold it.
    lineOf: (path) =>
      path.map((_, index) => lineAt(path.slice(0, path.length - index))).find((line) => line !== undefined),
  };
}

const yamlFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));

/** Every file in policies/ itself is a municipality. */
export const municipalities = (): string[] => yamlFiles(POLICIES).map((path) => basename(path, '.yaml'));

export function checkProfile(profile: string): void {
  const known = municipalities();
  if (!known.includes(profile)) throw new StartError(text.unknownProfile(profile, known));
}

/** The overlay of a municipality: `<folder>/<municipality>.yaml`, never inside the project. */
export function overlayFile(folder: string | undefined, profile: string): string | undefined {
  if (folder === undefined) return undefined;
  const path = resolve(folder, `${profile}.yaml`);
  if (`${path}${sep}`.startsWith(ROOT)) throw new StartError(text.overlayInside(folder));
  if (!existsSync(path)) throw new StartError(text.overlayMissing(path));
  return path;
}

/** Reads and checks the rules of one municipality. A mistake is told with file, line and what to write. */
export async function readPolicy(profile: string, overlay?: string): Promise<Policy> {
  const path =
    profile.endsWith('.yaml') || profile.endsWith('.json') ? profile : join(POLICIES, `${profile}.yaml`);
  const files = {
    defaults: open(join(POLICIES, 'common/defaults.yaml')),
    profile: open(path),
    overlay: overlay === undefined ? undefined : open(overlay),
    kinds: open(join(POLICIES, 'common/kinds.yaml')),
    statutes: yamlFiles(join(POLICIES, 'statutes')).map(open),
    calendar: open(join(POLICIES, 'common/calendar.yaml')),
  };
  const compiled = await compilePolicy(files);
  if (compiled.ok) return compiled.policy;
  const opened = [files.defaults, files.profile, files.kinds, files.calendar, ...files.statutes];
  throw new StartError(
    compiled.mistakes
      .map((mistake) => {
        const file = [...opened, ...(files.overlay ? [files.overlay] : [])].find(
          ({ name }) => name === mistake.file,
        );
        return mistakeWords(mistake, file?.lineOf(mistake.path));
      })
      .join('\n'),
  );
}
