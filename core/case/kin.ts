import type { Case } from '#/core/case/case.ts';
import { keysOf } from '#/core/case/like-rows.ts';
import { isComparable, type Kin, likeSince } from '#/core/case/wave.ts';
import type { Cases, LikeLine } from '#/core/ports.ts';
import { isStrong, type LikenessKey } from '#/core/report/likeness.ts';

type Found = LikeLine & { key: LikenessKey };

/** The older report that this one is like: if several, the oldest of those most like it. */
export async function kinOf(cases: Pick<Cases, 'load' | 'like'>, subject: Case): Promise<Kin | undefined> {
  if (!isComparable(subject)) return undefined;
  if (subject.alike) return standing(cases, subject.alike.to, subject.alike.keys);
  const lists = await Promise.all(
    keysOf(subject).map(async (key) =>
      (await cases.like(key, likeSince(subject))).map((line): Found => ({ ...line, key })),
    ),
  );
  const found = lists.flat().filter((line) => isBefore(line, subject));
  const [first] = found.sort(
    (one, other) =>
      Number(isStrong([other.key])) - Number(isStrong([one.key])) || (isBefore(one, other) ? -1 : 1),
  );
  if (first === undefined) return undefined;
  const { caseId } = first;
  return standing(
    cases,
    caseId,
    found.flatMap((line) => (line.caseId === caseId ? [line.key] : [])),
  );
}

/** One order for all, so that of two alike it is clear which is like the other. */
const isBefore = (one: LikeLine, other: LikeLine): boolean =>
  `${one.receivedAt} ${one.caseId}` < `${other.receivedAt} ${other.caseId}`;

/** Each is like an older one, so the way to the eldest is short; nobody walks it for ever. */
const MOST_STEPS = 5;

async function standing(
  cases: Pick<Cases, 'load'>,
  caseId: string,
  keys: LikenessKey[],
): Promise<Kin | undefined> {
  let to = await cases.load(caseId);
  for (let step = 0; step < MOST_STEPS && to; step += 1) {
    const next = (to.joined ?? to.alike)?.to;
    if (next === undefined) break;
    to = await cases.load(next);
  }
  return to && { to, keys };
}
