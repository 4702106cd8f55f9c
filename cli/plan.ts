import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import * as z from 'zod';
import { flagsOf } from '#/cli/flags.ts';
import { planHtml } from '#/cli/plan-html.ts';
import { planPdf } from '#/cli/plan-pdf.ts';
import { checkProfile, overlayFile, readPolicy } from '#/cli/policy-files.ts';
import { ownPeople, PROFILE, ROOT } from '#/cli/project.ts';
import { text } from '#/cli/text.ts';
import { type Person, personSchema } from '#/core/escalation/network.ts';
import { planOf } from '#/core/text/plan/plan.ts';
import { toInstant } from '#/core/time.ts';
import { StartError } from '#/local/start-error.ts';

const FLAGS = {
  profile: { type: 'string', default: PROFILE },
  overlay: { type: 'string' },
  out: { type: 'string' },
} as const;

/** `hikeshi plan`: the plan for emergencies, as a page and as paper. Only an overlay's own people are named in it. */
export async function plan(args: string[]): Promise<number> {
  const { profile, overlay, out } = flagsOf(args, FLAGS, text.planUsage);
  checkProfile(profile);
  const base = baseOf(out, profile);
  if (overlay !== undefined && resolve(base).startsWith(ROOT)) throw new StartError(text.planInside(base));
  const policy = await readPolicy(profile, overlayFile(overlay, profile));
  const document = planOf(policy, { people: peopleOf(overlay), at: toInstant(Date.now()) });
  mkdirSync(dirname(base), { recursive: true });
  writeFileSync(`${base}.html`, planHtml(document));
  writeFileSync(`${base}.pdf`, await planPdf(document));
  console.log(text.planMade([`${base}.html`, `${base}.pdf`]));
  if (overlay !== undefined) console.log(text.planPrivate);
  return 0;
}

/** What `.html` and `.pdf` are put behind: `--out` names a folder that is there, or a file that is to be. */
function baseOf(out: string | undefined, profile: string): string {
  const name = `plan-${profile}`;
  if (out === undefined) return relative('.', join(ROOT, 'build', name));
  if (out.endsWith('/') || statSync(out, { throwIfNoEntry: false })?.isDirectory()) return join(out, name);
  return join(dirname(out), basename(out).replace(/\.(html|pdf)$/, ''));
}

function peopleOf(overlay: string | undefined): Person[] {
  const path = ownPeople(overlay);
  if (path === undefined) return [];
  try {
    return z.array(personSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new StartError(text.unreadable(path));
  }
}
