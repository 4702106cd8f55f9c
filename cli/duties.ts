import { readFileSync } from 'node:fs';
import { text as whole } from 'node:stream/consumers';
import { flagsOf } from '#/cli/flags.ts';
import { overlayFile, readPolicy } from '#/cli/policy-files.ts';
import { PROFILE } from '#/cli/project.ts';
import { text } from '#/cli/text.ts';
import { type FactSheet, factSheetSchema, firstKnownAt, instantSchema } from '#/core/case/facts.ts';
import { issuesOf } from '#/core/policy/issues.ts';
import type { Policy } from '#/core/policy/policy.ts';
import { dateTime } from '#/core/text/dates.ts';
import { factMistakes } from '#/core/text/fact-mistakes.ts';
import { whatIf } from '#/core/text/what-if.ts';
import { whatIfWords } from '#/core/text/what-if-words.ts';
import { type Instant, toInstant } from '#/core/time.ts';
import { StartError } from '#/local/start-error.ts';

const FLAGS = {
  profile: { type: 'string', default: PROFILE },
  overlay: { type: 'string' },
  facts: { type: 'string', default: '' },
  at: { type: 'string' },
  text: { type: 'boolean', default: false },
} as const;

/** `hikeshi duties`: severity, duties and their days for given facts, without any server. */
export async function duties(args: string[]): Promise<number> {
  const flags = flagsOf(args, FLAGS, text.dutiesUsage);
  if (flags.facts === '') throw new StartError(text.dutiesUsage);
  const at = instantOf(flags.at ?? toInstant(Date.now()));
  const policy = await readPolicy(flags.profile, overlayFile(flags.overlay, flags.profile));
  const sheet = sheetIn(flags.facts === '-' ? await whole(process.stdin) : read(flags.facts), flags.facts);
  checkNames(policy, sheet);
  const first = firstKnownAt(sheet);
  if (first > at) throw new StartError(text.nothingKnown(dateTime(at), dateTime(first)));
  const found = whatIf(policy, sheet, at);
  console.log(flags.text ? whatIfWords(sheet, found) : JSON.stringify(found, null, 2));
  return 0;
}

function instantOf(given: string): Instant {
  const at = instantSchema.safeParse(given);
  if (!at.success) throw new StartError(text.wrongInstant(given));
  return at.data;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new StartError(text.noFacts(path));
  }
}

function sheetIn(json: string, path: string): FactSheet {
  const content = parsed(json, path);
  const sheet = factSheetSchema.safeParse(content);
  if (sheet.success) return sheet.data;
  throw new StartError(text.wrongFacts(path, factMistakes(issuesOf(sheet.error.issues, content))));
}

function parsed(json: string, path: string): unknown {
  try {
    // Some editors put a mark at the beginning of a file.
    return JSON.parse(json.replace(/^\ufeff/, ''));
  } catch (error) {
    const [, line] = /line (\d+)/.exec((error as Error).message) ?? [];
    throw new StartError(text.brokenFacts(path, line));
  }
}

/** The names that only the municipality's data know. */
function checkNames({ profile, kinds }: Policy, { kind, bodies, known }: FactSheet): void {
  if (kinds.every(({ id }) => id !== kind)) throw new StartError(text.strangeKind(kind, kinds));
  const strange = bodies?.find((body) => profile.bodies.every(({ id }) => id !== body));
  if (strange !== undefined) throw new StartError(text.strangeBody(strange, profile.bodies));
  const apart = known.find(({ body }) => body !== undefined && !bodies?.includes(body))?.body;
  if (apart !== undefined) throw new StartError(text.bodyApart(apart));
}
