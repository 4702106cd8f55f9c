import { toHex } from '#/core/evidence/hash.ts';

/** What the key service is asked to authenticate: one person's call, at one step of one case. */
export const noticeMessage = (caseId: string, taskId: string): string => `notice ${caseId} ${taskId}`;

const SHAPE = { caseId: /^\d{8}-\d{5}$/, taskId: /^[A-Za-z0-9.-]{1,100}$/, tag: /^[0-9a-f]{32}$/ };

/** Whether a link can be one of ours at all: what cannot is not worth a question to the key service. */
export const looksLikeNotice = (link: { caseId: string; taskId: string; tag: string }): boolean =>
  SHAPE.caseId.test(link.caseId) && SHAPE.taskId.test(link.taskId) && SHAPE.tag.test(link.tag);

/**
 * The link and the code of a notice, from a MAC that only the server can make. Nothing secret has to be stored,
 * and neither can be derived from the other.
 */
export function noticeSecrets(mac: Uint8Array): { code: string; tag: string } {
  const number = new DataView(mac.buffer, mac.byteOffset).getUint32(0);
  return { code: String(number % 1_000_000).padStart(6, '0'), tag: toHex(mac.subarray(16, 32)) };
}

export const MAX_WRONG_CODES = 5;

/** The same time for every wrong answer, so that it tells nothing. */
export function sameText(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ (other.charCodeAt(at) || 0);
  return difference === 0;
}
