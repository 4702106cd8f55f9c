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
  /** What belongs to this one, the newest first. */
  master?: {
    members: number;
    rule: boolean;
    since: Instant;
    byName: string;
    newest: Likened[];
    hidden: number;
  };
  /** What is like this one and not joined: how many are plainly so, and those that a person must look at. */
  plain: number;
  apart: Likened[];
  /** Of those that a person must look at: not to be read by whoever asks. */
  hidden: number;
}

const MOST_SHOWN = 20;

/** To whoever may read the one case, another is a number among others until they may read it too. */
export async function waveView(
  cases: Pick<Cases, 'alike' | 'load' | 'members'>,
  subject: Case,
  world: World,
  person: Person,
): Promise<WaveView> {
  const { policy, people } = world;
  const { caseId, joined, alike, wave, state } = subject;
  const likened = ({ alike: how, ...line }: CaseLine): Likened => ({
    caseId: line.caseId,
    receivedAt: line.receivedAt,
    kindName: kindOf(policy, line.kind).name,
    ...wordsOf(how),
  });
  const readable = async (lines: readonly CaseLine[]): Promise<Likened[]> => {
    const found = await Promise.all(lines.map((line) => cases.load(line.caseId)));
    return lines
      .filter((_, at) => {
        const other = found[at];
        return other && mayRead(person, other, world);
      })
      .map(likened);
  };
  const [proposed, members] = await Promise.all([
    joined || state === 'closed' ? [] : cases.alike(caseId),
    wave ? cases.members(caseId, state === 'closed' ? 'closed' : 'open', MOST_SHOWN) : [],
  ]);
  const unlike = proposed.filter((line) => !line.alike?.plain).slice(0, MOST_SHOWN);
  const [newest, apart] = await Promise.all([readable(members), readable(unlike)]);
  const by = people.find(({ id }) => `person:${id}` === wave?.by)?.name ?? '';
  return {
    ...(joined && { joined: { to: joined.to, at: joined.at, alike: likenessWords(joined.keys) } }),
    ...(alike && !joined && { like: { to: alike.to, ...wordsOf(alike) } }),
    ...(wave && {
      master: {
        members: wave.members,
        rule: wave.rule,
        since: wave.since,
        byName: by,
        newest,
        hidden: members.length - newest.length,
      },
    }),
    plain: proposed.filter((line) => line.alike?.plain).length,
    apart,
    hidden: unlike.length - apart.length,
  };
}

const wordsOf = (how: Alike | undefined): { alike: string; apart: string } => ({
  alike: likenessWords(how?.keys ?? []),
  apart: apartWords(how?.apart ?? []),
});
