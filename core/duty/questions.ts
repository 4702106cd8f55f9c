import type { DutyFinding } from '#/core/duty/derive.ts';
import type { Statute } from '#/core/policy/statute.ts';

/** What only a named person may answer before a duty is decided: of the scope, of items, of claims against it. */
export const questionsAsked = (
  { scope, triggers, exemptions }: Statute,
  { asked }: DutyFinding,
): { words: string; of: string }[] =>
  [
    { id: 'scope', question: scope.question },
    ...triggers.map(({ item, question }) => ({ id: item, question })),
    ...exemptions,
  ].flatMap(({ id, question }) => (question && asked.includes(id) ? [question] : []));
