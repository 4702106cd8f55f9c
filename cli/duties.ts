import { readFileSync } from 'node:fs';
import { flagsOf } from '#/cli/flags.ts';
import { overlayFile, readPolicy } from '#/cli/policy-files.ts';
import { PROFILE } from '#/cli/project.ts';
import { text } from '#/cli/text.ts';
import { type FactSheet, factSheetSchema, instantSchema } from '#/core/case/facts.ts';
import { type WhatIf, whatIf } from '#/core/duty/what-if.ts';
import { whatIfWords } from '#/core/text/what-if.ts';
import { toInstant } from '#/core/time.ts';
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
  const sheet = readFacts(flags.facts);
  const at = instantSchema.safeParse(flags.at ?? toInstant(Date.now()));
  if (!at.success) throw new StartError(text.wrongInstant(flags.at ?? ''));
  const policy = await readPolicy(flags.profile, overlayFile(flags.overlay, flags.profile));
  const bodies = policy.profile.bodies.map(({ id }) => id);
  const strange = [...(sheet.bodies ?? []), ...sheet.known.flatMap(({ body }) => body ?? [])].find(
    (body) => !bodies.includes(body),
  );
  if (strange !== undefined) throw new StartError(text.strangeBody(strange, bodies));
  const found: WhatIf = whatIf(policy, sheet, at.data);
  console.log(flags.text ? whatIfWords(policy, sheet, found) : JSON.stringify(found, null, 2));
  return 0;
}

function readFacts(path: string): FactSheet {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path === '-' ? 0 : path, 'utf8'));
  } catch {
    throw new StartError(text.unreadable(path));
  }
  const sheet = factSheetSchema.safeParse(content);
  if (!sheet.success)
    throw new StartError(
      text.wrongFacts(
        path,
        sheet.error.issues.map((issue) => issue.path.map(String).join('.')),
      ),
    );
  return sheet.data;
}
