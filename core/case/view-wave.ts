import type { Alike, Case } from '#/core/case/case.ts';
import type { World } from '#/core/case/decision.ts';
import { mayRead } from '#/core/case/rights.ts';
import type { Person } from '#/core/escalation/network.ts';
import { kindOf } from '#/core/policy/policy.ts';
import type { CaseLine, Cases } from '#/core/ports.ts';
import { apartWords, likenessWords } from '#/core/text/wave.ts';
import type { Instant } from '#/core/time.ts';

interface Likened {
  caseId: string;
  receivedAt: Instant;
  kindName: string;
  /** In what it is alike, and what sets it apart. */
  alike: string;
  apart: string;
}

/** What a case has to do with others. */
export interface WaveView {
  /** The case that stands for this one. */
  joined?: { to: string; at: Instant; alike: string };
  /** The older case that this one is like. */
  like?: { to: string; alike: string; apart: string };
  /** How much belongs to this one. */
  master?: { members: number; rule: boolean; since: Instant; byName: string };
  /** What is like this one and not joined: how many are plainly so, and those that a person must look at. */
  plain: number;
  apart: Likened[];
  /** Of those that a person must look at: not to be read by whoever asks. */
  hidden: number;
}

/** A part of all that is plainly like a case, or belongs to it: the newest first. */
export interface WavePart {
  lines: Likened[];
  /** Not to be read by whoever asks. */
  hidden: number;
  /** How many come after these. */
  rest: number;
}

type Readable = Pick<Cases, 'alike' | 'load' | 'members'>;

const MOST_SHOWN = 20;
const MOST_AT_ONCE = 50;

export async function waveView(
  cases: Readable,
  subject: Case,
  world: World,
  person: Person,
): Promise<WaveView> {
  const { joined, alike, wave } = subject;
  const proposed = await proposedFor(cases, subject);
  const unlike = proposed.filter((line) => !line.alike?.plain).slice(0, MOST_SHOWN);
  const apart = await readable(cases, unlike, world, person);
  const by = world.people.find(({ id }) => `person:${id}` === wave?.by)?.name ?? '';
  return {
    ...(joined && { joined: { to: joined.to, at: joined.at, alike: likenessWords(joined.keys) } }),
    ...(alike && !joined && { like: { to: alike.to, ...wordsOf(alike) } }),
    ...(wave && {
      master: { members: wave.members, rule: wave.rule, since: wave.since, byName: by },
    }),
    plain: proposed.filter((line) => line.alike?.plain).length,
    apart,
    hidden: unlike.length - apart.length,
  };
}

/** Those that come after the first `after`: a wave may be thousands. */
export async function wavePart(
  cases: Readable,
  subject: Case,
  { which, after }: { which: 'plain' | 'members'; after: number },
  world: World,
  person: Person,
): Promise<WavePart> {
  const all = await (which === 'plain' ? plainFor(cases, subject) : membersOf(cases, subject));
  const some = all.toReversed().slice(after, after + MOST_AT_ONCE);
  const lines = await readable(cases, some, world, person);
  return { lines, hidden: some.length - lines.length, rest: Math.max(0, all.length - after - some.length) };
}

const proposedFor = async (cases: Readable, { caseId, joined, state }: Case): Promise<CaseLine[]> =>
  joined || state === 'closed' ? [] : cases.alike(caseId);

const plainFor = async (cases: Readable, subject: Case): Promise<CaseLine[]> =>
  (await proposedFor(cases, subject)).filter(({ alike }) => alike?.plain);

const membersOf = async (cases: Readable, { caseId, wave, state }: Case): Promise<CaseLine[]> =>
  wave ? cases.members(caseId, state === 'closed' ? 'closed' : 'open') : [];

/** To whoever may read the one case, another is a number among others until they may read it too. */
async function readable(
  cases: Readable,
  lines: readonly CaseLine[],
  world: World,
  person: Person,
): Promise<Likened[]> {
  const found = await Promise.all(lines.map((line) => cases.load(line.caseId)));
  return found.flatMap((other, at) => {
    const line = lines[at];
    if (line === undefined || other === undefined || !mayRead(person, other, world)) return [];
    const { caseId, receivedAt, kind } = line;
    const how = other.joined ? { keys: other.joined.keys, apart: [] } : other.alike;
    return { caseId, receivedAt, kindName: kindOf(world.policy, kind).name, ...wordsOf(how) };
  });
}

const wordsOf = (how: Pick<Alike, 'keys' | 'apart'> | undefined): { alike: string; apart: string } => ({
  alike: likenessWords(how?.keys ?? []),
  apart: apartWords(how?.apart ?? []),
});
