import type { CaseLine } from '#/core/ports.ts';
import { likenessWords } from '#/core/text/wave.ts';
import type { Instant } from '#/core/time.ts';

/** How many reports that are plainly like a case stand under it, and when the last of them came. */
export interface Followed {
  count: number;
  latest: Instant;
  /** In what they are alike, in words: what a report says stands in no list. */
  alike: string;
}

const MOST_STEPS = 5;

/** A thousand alike are one line, for as long as the desk has the oldest of them before it. */
export function foldAlike<L extends CaseLine>(lines: readonly L[]): (L & { followed?: Followed })[] {
  const byId = new Map(lines.map((line) => [line.caseId, line]));
  const under = (line: L): L | undefined => {
    const to = line.alike?.plain ? byId.get(line.alike.to) : undefined;
    return to && (to.state === 'reported' || to.wave) ? to : undefined;
  };
  const eldestOf = (line: L): L => {
    let eldest = line;
    for (let step = 0; step < MOST_STEPS; step += 1) eldest = under(eldest) ?? eldest;
    return eldest;
  };
  const followers = new Map<string, L[]>();
  for (const line of lines) {
    const eldest = eldestOf(line);
    if (eldest !== line) followers.set(eldest.caseId, [...(followers.get(eldest.caseId) ?? []), line]);
  }
  return lines
    .filter((line) => under(line) === undefined)
    .map((line) => {
      const own = followers.get(line.caseId);
      if (own === undefined) return line;
      const latest =
        own
          .map(({ receivedAt }) => receivedAt)
          .sort()
          .at(-1) ?? line.receivedAt;
      const keys = own.flatMap(({ alike }) => alike?.keys ?? []);
      return { ...line, followed: { count: own.length, latest, alike: likenessWords(keys) } };
    });
}
