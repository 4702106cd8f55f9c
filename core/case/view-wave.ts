import type { Alike, Case } from '#/core/case/case.ts';
import type { World } from '#/core/case/decision.ts';
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
  master?: { members: number; rule: boolean; since: Instant; byName: string; newest: Likened[] };
  /** What is like this one and not joined: how many are plainly so, and those that a person must look at. */
  plain: number;
  apart: Likened[];
}

const MOST_SHOWN = 20;

export async function waveView(
  cases: Pick<Cases, 'alike' | 'members'>,
  subject: Case,
  { policy, people }: World,
): Promise<WaveView> {
  const { caseId, joined, alike, wave, state } = subject;
  const likened = ({ alike: how, ...line }: CaseLine): Likened => ({
    caseId: line.caseId,
    receivedAt: line.receivedAt,
    kindName: kindOf(policy, line.kind).name,
    ...wordsOf(how),
  });
  const [proposed, members] = await Promise.all([
    joined || state === 'closed' ? [] : cases.alike(caseId),
    wave ? cases.members(caseId, state === 'closed' ? 'closed' : 'open', MOST_SHOWN) : [],
  ]);
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
        newest: members.map(likened),
      },
    }),
    plain: proposed.filter((line) => line.alike?.plain).length,
    apart: proposed
      .filter((line) => !line.alike?.plain)
      .slice(0, MOST_SHOWN)
      .map(likened),
  };
}

const wordsOf = (how: Alike | undefined): { alike: string; apart: string } => ({
  alike: likenessWords(how?.keys ?? []),
  apart: apartWords(how?.apart ?? []),
});
