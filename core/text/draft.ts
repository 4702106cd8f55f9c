import type { Case } from '#/core/case/case.ts';
import type { Policy } from '#/core/policy/policy.ts';
import { kindOf } from '#/core/policy/policy.ts';
import type { Statute } from '#/core/policy/statute.ts';
import { dateTime, dayWords } from '#/core/text/dates.ts';
import { SENSITIVE_WORDS } from '#/core/text/words.ts';

const UNKNOWN = '調査中';

/** A first text for an outside report from the facts alone: what the law asks for, and 調査中 where nobody knows yet. */
export function draftText(subject: Case, statute: Statute, policy: Policy): string {
  const { facts } = subject;
  const finding = subject.duties[statute.id]?.finding;
  const held = finding?.reasons.filter((reason) => reason.verdict === 'holds') ?? [];
  const known: Record<string, string> = {
    概要: [
      `発覚日　${facts ? dateTime(facts.firstKnownAt) : UNKNOWN}`,
      `事案の種類　${kindOf(policy, subject.kind).name}`,
      `該当する号　${held.map((reason) => `${reason.article}（${reason.words}）`).join('、') || UNKNOWN}`,
    ].join('\n　'),
    保有個人情報の項目: `要配慮個人情報　${SENSITIVE_WORDS[facts?.sensitive ?? 'unknown']}`,
    本人の数: facts?.persons == null ? UNKNOWN : `${facts.persons}人（見込みの上限）`,
  };
  return [
    `${statute.name}（案）`,
    `報告者　${policy.profile.municipality}　（実施機関の名称を確かめること）`,
    `根拠　${statute.law}`,
    ...(finding ? [`目安　${dayWords(finding.aimDay)}から${dayWords(finding.limitDay)}まで`] : []),
    '',
    ...statute.items.flatMap((item, index) => [`${index + 1} ${item}`, `　${known[item] ?? UNKNOWN}`]),
  ].join('\n');
}
