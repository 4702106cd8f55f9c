import { extend } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import type { Decision, World } from '#/core/case/decision.ts';
import type { EventType, Happening, TimelineEvent } from '#/core/case/events.ts';
import type { FactSheet, Facts } from '#/core/case/facts.ts';
import { newCase } from '#/core/case/fold.ts';
import { type Learned, recordFacts } from '#/core/case/record-facts.ts';
import type { Person } from '#/core/escalation/network.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Moment } from '#/core/ports.ts';
import type { Report } from '#/core/report/report.ts';
import { addMinutes, type Instant } from '#/core/time.ts';
import { demoPeople, wakayama } from '#/test/simulation/policy.ts';

/** Friday 2026-11-20 17:23 in Japan. */
export const NOW = '2026-11-20T08:23:00.000Z';
export const CASE_ID = '20261120-00001';
export const DUTY = 'ppc-report.mayor';

export const later = (minutes: number): Instant => addMinutes(NOW, minutes);

export function momentAt(now: Instant = NOW): Moment {
  let draws = 0;
  return {
    now: () => now,
    fresh: () => {
      draws += 1;
      return draws.toString(16).padStart(8, '0').repeat(4);
    },
    pause: async () => {},
    warn: () => {},
    alarm: () => {},
  };
}

export const worldAt = (
  now: Instant = NOW,
  people: readonly Person[] = demoPeople,
  policy: Policy = wakayama,
): World => ({ now, people, policy });

export const personOf = (id: string, world: World = worldAt()): Person => {
  const person = world.people.find((candidate) => candidate.id === id);
  if (person === undefined) throw new Error(`no person ${id}`);
  return person;
};

export const holder = (id: string, posts: string[], more: Partial<Person> = {}): Person => ({
  id,
  name: `${id} さん`,
  mail: `${id}@city.example`,
  telephone: '000',
  section: '',
  posts: posts.map((post) => ({ post, from: '2026-04-01T00:00:00.000Z' })),
  absences: [],
  ...more,
});

export const away = (person: Person): Person => ({
  ...person,
  absences: [{ from: '2026-11-20T00:00:00.000Z', until: '2026-11-23T00:00:00.000Z' }],
});

export const theReport = {
  reportId: '0123456789abcdef0123456789abcdef',
  kind: 'mail-missent',
  callback: '内線1234',
  noticedAt: '',
  section: 'childcare',
  place: '',
  happened: '',
  done: '',
  personalData: 'yes',
  reporter: '',
} satisfies Report;

/** A list of 128 persons that went to wrong addresses; whatever else could be asked is answered with "no". */
export const theFacts: Facts = {
  personalData: 'yes',
  heldByBody: 'yes',
  leak: 'occurred',
  damage: 'no',
  persons: { min: 128, max: 128 },
  sensitive: 'no',
  ordinanceSensitive: 'no',
  financial: 'no',
  myNumber: 'no',
  protectedPersons: 'no',
  malice: 'no',
  crime: 'no',
  attack: 'none',
  publicView: 'no',
};

export const counted = (persons: number | null): Facts =>
  persons === null ? { persons: undefined } : { persons: { min: persons, max: persons } };

/** What the desk enters first: the facts above with some of them otherwise, known since 17:10. */
export const learned = (facts: Facts = {}, more: Partial<Learned> = {}): Learned => ({
  mode: 'learned',
  at: '2026-11-20T08:10:00.000Z',
  bodies: ['mayor'],
  facts: { ...theFacts, ...facts },
  ...more,
});

/** One envelope, found unopened within the hour: nobody has to be told. */
export const oneEnvelope = (facts: Facts = {}, more: Partial<Learned> = {}): Learned =>
  learned({ leak: 'no', persons: { min: 1, max: 1 }, ...facts }, more);

export const sheetOf = (facts: Facts = {}): FactSheet =>
  recordFacts(undefined, 'mail-missent', learned(facts));

/** A case with its timeline, grown event by event as the system would. */
export interface Grown {
  subject: Case;
  events: TimelineEvent[];
}

export async function grow(
  from: Grown | Case,
  happenings: readonly Happening[],
  by: { actor?: string; now?: Instant } = {},
): Promise<Grown> {
  const { subject, events } = 'subject' in from ? from : { subject: from, events: [] };
  const moment = momentAt(by.now ?? NOW);
  const next = await extend(subject, happenings, by.actor ?? 'step:test', moment);
  return { subject: next.after, events: [...events, ...next.events] };
}

export const follow = (from: Grown, decision: Decision, by: { actor?: string; now?: Instant } = {}) =>
  grow(from, decision.happenings, by);

export const reported = (report: Partial<Report> = {}): Promise<Grown> =>
  grow(
    newCase(CASE_ID),
    [{ type: 'report-accepted', body: { report: { ...theReport, ...report }, channel: 'form' } }],
    { actor: 'reporter' },
  );

export const assessed = async (incident = true, violation = false): Promise<Grown> =>
  grow(await reported(), [{ type: 'report-assessed', body: { incident, violation, reason: '誤り' } }], {
    actor: 'person:desk-1',
  });

export const decided = (level: 0 | 1 | 2 | 3 | 4): Happening => ({
  type: 'severity-decided',
  body: {
    level,
    suggested: { level, rules: [], missing: [], wouldRaise: [], policyHash: wakayama.hash },
    reason: '判断',
    wakes: level >= 2,
  },
});

export const responding = async (level: 0 | 1 | 2 | 3 | 4 = 3): Promise<Grown> =>
  grow(await assessed(), [decided(level)], { actor: 'person:desk-1' });

export const ofType = <T extends EventType>(decision: Decision, type: T) =>
  decision.happenings.flatMap((happening) => (happening.type === type ? [happening] : [])) as Extract<
    Happening,
    { type: T }
  >[];

/** Who is mailed, and with which words. */
export const mailed = (decision: Decision): string[] =>
  decision.errands.flatMap((errand) => (errand.errand === 'mail' ? [`${errand.text} ${errand.person}`] : []));
