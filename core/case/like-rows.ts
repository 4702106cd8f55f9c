import type { Case } from '#/core/case/case.ts';
import type { Row } from '#/core/case/rows.ts';
import type { CaseLine } from '#/core/ports.ts';
import { fileKey, type LikenessKey, MOST_OF_EACH } from '#/core/report/likeness.ts';

export const likeListOf = (key: LikenessKey): string => `LIKE#${key}`;
export const alikeListOf = (caseId: string): string => `ALIKE#${caseId}`;
export const memberListOf = (caseId: string, state: 'open' | 'closed'): string => `MEMBER#${state}#${caseId}`;

/**
 * Files are kept after the report, so they are read off the evidence; one may have been sent along twice. Of many, the
 * first by hash: two mails with the same files choose the same ones.
 */
export const keysOf = ({ likeness, evidence }: Case): LikenessKey[] => {
  const files = Object.values(evidence).filter(({ what }) => SENT_ALONG.includes(what));
  const hashes = [...new Set(files.map(({ sha256 }) => sha256))].sort();
  return [...(likeness?.keys ?? []), ...hashes.slice(0, MOST_OF_EACH).map(fileKey)];
};

const SENT_ALONG: readonly string[] = ['report-file', 'mail-attachment'];

/** Nobody has joined it with another, nor taken it up by itself. */
export const isUnjoined = (subject: Case): boolean =>
  subject.state === 'reported' && !subject.joined && !subject.restricted && !subject.probe;

/**
 * Where reports find those that are like them. What a report shares with an older one is found there, so that of a
 * thousand alike one stands in each list.
 */
export function likeRows(subject: Case, line: CaseLine): Row[] {
  if (subject.state === 'closed' || subject.restricted || subject.probe || subject.unlike) return [];
  const { caseId, receivedAt, alike, joined } = subject;
  const shared = (joined ?? alike)?.keys ?? [];
  const own = keysOf(subject)
    .filter((key) => !shared.includes(key))
    .map((key) => ({
      sk: `LIST#LIKE#${key}`,
      list: likeListOf(key),
      order: receivedAt,
      data: { caseId, receivedAt },
    }));
  if (alike === undefined || !isUnjoined(subject)) return own;
  return [...own, { sk: 'LIST#ALIKE', list: alikeListOf(alike.to), order: receivedAt, data: { ...line } }];
}
