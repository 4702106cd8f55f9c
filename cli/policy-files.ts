import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { type Alias, type Document, isMap, isNode, LineCounter, parseDocument, visit } from 'yaml';
import { ROOT } from '#/cli/project.ts';
import { text } from '#/cli/text.ts';
import { compilePolicy, type PolicyFile } from '#/core/policy/compile.ts';
import type { Policy } from '#/core/policy/policy.ts';
import { mistakeWords, type Slip, slipWords, unreadableWords } from '#/core/text/mistakes.ts';
import { StartError } from '#/local/start-error.ts';

const POLICIES = join(ROOT, 'policies');
const ENDINGS = ['.yaml', '.json'];

/** A data file with the line of each of its places. JSON is YAML too. */
interface Opened extends PolicyFile {
  lineOf(path: readonly PropertyKey[]): number | undefined;
  /** What was probably typed by mistake, told only where something is wrong. */
  slips: string[];
}

const named = (path: string): string => (resolve(path).startsWith(ROOT) ? relative(ROOT, path) : path);

const KEY = String.raw`^[ \u3000]*(?:- +)?[\w-]+`;
const SLIPS: [Slip, RegExp][] = [
  ['wide-colon', new RegExp(`${KEY} *\uff1a`)],
  ['wide-space', /^ *\u3000/],
  ['tab', /^ *\t/],
  ['no-space', new RegExp(String.raw`${KEY}:[^\s/]`)],
  ['sign', new RegExp(`${KEY}: +[@%\`]`)],
];

const slipsIn = (name: string, content: string): string[] =>
  content.split('\n').flatMap((line, index) => {
    const slip = SLIPS.find(([, pattern]) => pattern.test(line));
    return slip ? [slipWords(name, index + 1, slip[0])] : [];
  });

function decoded(name: string, path: string): string {
  if (!existsSync(path)) throw new StartError(unreadableWords(name, 'absent'));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) throw new StartError(unreadableWords(name, 'encoding'));
    throw error;
  }
}

/** Where a value starts with an asterisk: YAML reads that as a reference, here to nothing. */
function strayReference(document: Document): Alias | undefined {
  let stray: Alias | undefined;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) === undefined) stray ??= alias;
    },
  });
  return stray;
}

function open(path: string): Opened {
  const name = named(path);
  const content = decoded(name, path);
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines });
  const slips = slipsIn(name, content);
  const [error] = document.errors;
  if (error) {
    const words = unreadableWords(name, error.code, error.linePos?.[0].line);
    throw new StartError((slips.length > 0 ? slips : [words]).join('\n'));
  }
  const stray = strayReference(document);
  if (stray) throw new StartError(slipWords(name, lines.linePos(stray.range?.[0] ?? 0).line, 'sign'));
  const lineAt = (path: readonly PropertyKey[]): number | undefined => {
    const parent: unknown = path.length === 0 ? undefined : document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent) && parent.items.find(({ key }) => String(key) === String(path.at(-1)));
    const node: unknown = pair ? pair.key : document.getIn(path, true);
    return isNode(node) && node.range ? lines.linePos(node.range[0]).line : undefined;
  };
  return {
    name,
    content: plain(document, name),
    slips,
    // Where something is missing, the line of what should hold it.
    lineOf: (path) =>
      path.map((_, index) => lineAt(path.slice(0, path.length - index))).find((line) => line !== undefined),
  };
}

/** References that lead to references without end would fill the memory; the library refuses to follow them. */
function plain(document: Document.Parsed, name: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) throw new StartError(unreadableWords(name, 'aliases'));
    throw error;
  }
}

const dataFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => ENDINGS.includes(extname(name)))
    .sort()
    .map((name) => join(folder, name));

const nameOf = (path: string): string => basename(path, extname(path));

/** Every file in policies/ itself is a municipality. */
export const municipalities = (): string[] => dataFiles(POLICIES).map(nameOf);

export function checkProfile(profile: string): void {
  const known = municipalities();
  if (!known.includes(profile)) throw new StartError(text.unknownProfile(profile, known));
}

/** The overlay of a municipality: `<folder>/<municipality>.yaml`, never inside the project. */
export function overlayFile(folder: string | undefined, profile: string): string | undefined {
  if (folder === undefined) return undefined;
  const path = resolve(folder, `${nameOf(profile)}.yaml`);
  if (`${path}${sep}`.startsWith(ROOT)) throw new StartError(text.overlayInside(folder));
  if (!existsSync(path)) throw new StartError(text.overlayMissing(path));
  return path;
}

/** A municipality of policies/ by its name, or any file by its path. */
function profileFile(profile: string): string {
  if (extname(profile) !== '') return profile;
  checkProfile(profile);
  return dataFiles(POLICIES).find((path) => nameOf(path) === profile) ?? profile;
}

/** Reads and checks the rules of one municipality. A mistake is told with file, line and what to write. */
export async function readPolicy(profile: string, overlay?: string): Promise<Policy> {
  const files = {
    defaults: open(join(POLICIES, 'common/defaults.yaml')),
    profile: open(profileFile(profile)),
    overlay: overlay === undefined ? undefined : open(overlay),
    kinds: open(join(POLICIES, 'common/kinds.yaml')),
    statutes: dataFiles(join(POLICIES, 'statutes')).map(open),
    calendar: open(join(POLICIES, 'common/calendar.yaml')),
  };
  const compiled = await compilePolicy(files);
  if (compiled.ok) return compiled.policy;
  const { statutes, ...single } = files;
  const opened = [...Object.values(single), ...statutes].filter((file) => file !== undefined);
  const wrong = opened.filter(({ name }) => compiled.mistakes.some(({ file }) => file === name));
  throw new StartError(
    [
      ...wrong.flatMap(({ slips }) => slips),
      ...compiled.mistakes.map((mistake) =>
        mistakeWords(mistake, wrong.find(({ name }) => name === mistake.file)?.lineOf(mistake.path)),
      ),
    ].join('\n'),
  );
}
