import type { Learned } from '#/core/case/record-facts.ts';
import type { CaseView, MeView, QueueLine } from '#/core/case/view.ts';
import { carryCommand, type Problem, readCase } from '#/web/src/api.ts';
import type { Act } from '#/web/src/case/context.ts';
import { APP } from '#/web/src/text/ja.ts';
import { SETTLE } from '#/web/src/text/settle.ts';
import { fromJapanLocal } from '#/web/src/time.ts';

/** What many cases get alike: each its own proposal, as if it had been typed there. */
export interface Alike {
  incident: boolean;
  violation: boolean;
  level: 0 | 1;
  reason: string;
  summary: string;
  facts: Learned['facts'];
}

/** What may be settled together: small, not yet judged, and not proposed already. */
export const mayBeSettled = (line: QueueLine): boolean =>
  line.state === 'reported' &&
  line.provisionalLevel <= 1 &&
  line.settledBy === undefined &&
  !line.restricted &&
  !line.joined;

export const waitsFor = (line: QueueLine, me: MeView): boolean =>
  line.settledBy !== undefined && line.settledBy !== me.person.id;

/** The law's clock starts where the reporter says that it was noticed, and else where it was reported. */
const firstKnown = ({ report, receivedAt }: CaseView): string => {
  const noticed = fromJapanLocal(report.noticedAt);
  return noticed !== undefined && noticed < receivedAt ? noticed : receivedAt;
};

export const proposalOf =
  ({ facts, ...rest }: Alike) =>
  (view: CaseView): Act => ({
    command: 'ProposeSettlement',
    ...rest,
    facts: { mode: 'learned', at: firstKnown(view), facts },
  });

export const confirmationOf = (view: CaseView): Act => ({
  command: 'ConfirmSettlement',
  seq: view.settlement?.seq ?? 0,
});

export interface Result {
  caseId: string;
  problem?: string;
}

const wordsOf = (problem: Problem): string => {
  if (problem.why === 'refused') return problem.message;
  return problem.why === 'signed-out' ? APP.expired : SETTLE.bulk.unreachable;
};

/** One command for each case, one after the other; what fails is told and keeps nothing from the others. */
export async function carryEach(
  caseIds: readonly string[],
  actFor: (view: CaseView) => Act,
  commandIdOf: (caseId: string) => string,
  heard: (result: Result) => void,
): Promise<void> {
  for (const caseId of caseIds) heard(await carryOne(caseId, actFor, commandIdOf(caseId)));
}

async function carryOne(caseId: string, actFor: (view: CaseView) => Act, commandId: string): Promise<Result> {
  const read = await readCase(caseId);
  if (!read.ok) return { caseId, problem: wordsOf(read.problem) };
  const answer = await carryCommand({ ...actFor(read.value), caseId, commandId });
  return answer.ok ? { caseId } : { caseId, problem: wordsOf(answer.problem) };
}
