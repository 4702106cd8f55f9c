import type { Case } from '#/core/case/case.ts';
import type { TimelineEvent } from '#/core/case/events.ts';
import { replay } from '#/core/case/fold.ts';
import { canonical } from '#/core/evidence/hash.ts';
import { TIMELINE_FORMAT, verifyTimeline } from '#/core/evidence/verify.ts';

/** What keeps an end from being signed: the chain itself, the case that it does not tell, or an end signed before. */
export type Doubt = 'chain' | 'case' | 'checkpoint';

export const checkpointsOf = (caseId: string): string => `checkpoints/${caseId}/`;

/** Where the signed end is locked away: the key alone says which event of which chain it names. */
export const checkpointKey = ({ caseId, seq, headHash }: Pick<Case, 'caseId' | 'seq' | 'headHash'>): string =>
  `${checkpointsOf(caseId)}${String(seq).padStart(10, '0')}-${headHash}`;

/** A signature must not make true what somebody wrote into the table. */
export async function doubtAbout(
  subject: Case,
  events: readonly TimelineEvent[],
  checkpoints: readonly string[],
): Promise<Doubt | undefined> {
  const { caseId, seq } = subject;
  if (!(await isWhole(caseId, events))) return 'chain';
  const ends = new Set(
    events.map((event) => checkpointKey({ caseId, seq: event.seq, headHash: event.hash })),
  );
  if (checkpoints.some((key) => !ends.has(key))) return 'checkpoint';
  return tells(events.slice(0, seq), subject) ? undefined : 'case';
}

async function isWhole(caseId: string, events: readonly TimelineEvent[]): Promise<boolean> {
  try {
    const exported = { format: TIMELINE_FORMAT, caseId, exportedAt: '', events };
    const { problems } = await verifyTimeline(exported);
    return problems.every(({ code }) => code === 'closing-unsigned');
  } catch {
    return false;
  }
}

function tells(events: readonly TimelineEvent[], subject: Case): boolean {
  try {
    return canonical(replay(subject.caseId, events)) === canonical(subject);
  } catch {
    return false;
  }
}
