import { readPolicy } from '#/cli/policy-files.ts';
import { type FactSheet, factSheetSchema, type Statement } from '#/core/case/facts.ts';
import { type DutyFinding, deriveDuties } from '#/core/duty/derive.ts';
import { toInstant } from '#/core/time.ts';

/** The rules as they ship, read from the files themselves. */
export const wakayama = await readPolicy('wakayama');

/** A moment written as clocks in Japan show it: 2026-11-20 17:23. */
export const jst = (local: string) => toInstant(Date.parse(`${local.replace(' ', 'T')}+09:00`));

export type Known = [at: string, facts: Partial<Statement>][];
export type Head = { kind?: string; bodies?: string[] };

export const sheetOf = (known: Known, head: Head = {}): FactSheet =>
  factSheetSchema.parse({ ...head, known: known.map(([at, facts]) => ({ ...facts, at: jst(at) })) });

export const LATE = '2029-01-01 00:00';

export const derive = (sheet: FactSheet, at = LATE): DutyFinding[] =>
  deriveDuties(wakayama, sheet, { at: jst(at), factsRevision: 1 });

/** By its own name, or by statute and body where the municipality owes it once: police, police.mayor. */
export function findingOf(sheet: FactSheet, duty: string, at?: string): DutyFinding {
  const finding = derive(sheet, at).find(
    ({ dutyId, statute, body }) => dutyId === duty || `${statute}.${body}` === duty,
  );
  if (finding === undefined) throw new Error(`no duty ${duty}`);
  return finding;
}

/** Personal data of one person has surely leaked, and everything that makes it grave is surely not so. */
export const HARMLESS = {
  personalData: 'yes',
  heldByBody: 'yes',
  leak: 'occurred',
  damage: 'no',
  publicView: 'no',
  sensitive: 'no',
  ordinanceSensitive: 'no',
  financial: 'no',
  malice: 'no',
  myNumber: 'no',
  persons: { min: 1, max: 1 },
} satisfies Partial<Statement>;

/** The same, and everything else one might ask is surely not so either. */
export const QUIET = {
  ...HARMLESS,
  myNumberMisuse: 'no',
  protectedPersons: 'no',
  crime: 'no',
  insider: 'no',
  whistle: 'no',
  attack: 'none',
  spread: 'none',
  outward: 'no',
  zone: 'none',
  residentNetwork: 'no',
  lgwan: 'no',
  securityCloud: 'no',
  service: 'none',
  criticalPeriod: 'no',
  safety: 'no',
  wrongData: 'none',
  contractor: 'none',
  otherBodies: 'no',
  designatedWater: 'no',
  sectors: [],
} satisfies Partial<Statement>;

export const exactly = (count: number) => ({ min: count, max: count });
export const between = (min: number, max: number | null) => ({ min, max });
