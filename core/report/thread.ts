import { sameText } from '#/core/escalation/notice-code.ts';
import { toHex } from '#/core/evidence/hash.ts';
import { lettersOf, readLetters } from '#/core/report/receipt-code.ts';

/** What the key service is asked to authenticate: that a mail answers one of ours about this case. */
export const threadMessage = (caseId: string): string => `thread ${caseId}`;

/** Both are in every mail of ours about a case, and nobody can guess them. */
export interface ThreadMarks {
  /** In the address that answers go to. */
  tag: string;
  /** In the subject, behind the number: mail programs that drop the label of an address keep the subject. */
  check: string;
}

export const threadMarks = (mac: Uint8Array): ThreadMarks => ({
  tag: toHex(mac.subarray(16, 24)),
  check: lettersOf(mac, 6),
});

/** Where answers go: the address for reports, with the case and its tag as a label. */
export function threadAddress(reportAddress: string, caseId: string, { tag }: ThreadMarks): string {
  const at = reportAddress.lastIndexOf('@');
  return `${reportAddress.slice(0, at)}+${caseId}.${tag}${reportAddress.slice(at)}`;
}

/** What stands for the case in the address of a letter about several: it is on the thread of none. */
export const DIGEST = 'digest';

const LABEL = /\+(\d{8}-\d{5})\.([0-9a-f]{16})@/;
const LABELS = /\+(?:\d{8}-\d{5}|digest)\.[0-9a-f]{16}@/g;
const LONGEST_HEAD = 256 * 1024;
const NUMBER = /(?<!\d)(\d{8}-\d{5})(?:\s+([0-9a-z]{6})(?![0-9a-z]))?(?!\d)/i;

/** The addresses of threads that stand anywhere in the beginning of a mail: of one of ours that comes back, in its head. */
export function labelsIn(mail: Uint8Array): string[] {
  const head = new TextDecoder('latin1').decode(mail.subarray(0, LONGEST_HEAD));
  return [...new Set(head.match(LABELS))];
}

/** A case that a mail says it is about. */
export interface Claim {
  caseId: string;
  tag?: string;
  check?: string;
}

/** The one case that a mail claims by its addresses and its subject; `disputed` where they name different ones. */
export function claimOf(recipients: readonly string[], subject: string): Claim | 'disputed' | undefined {
  const labels = recipients.flatMap((address): Claim[] => {
    const [, caseId, tag] = LABEL.exec(address.toLowerCase()) ?? [];
    return caseId && tag ? [{ caseId, tag }] : [];
  });
  const [, numbered, letters] = NUMBER.exec(subject.normalize('NFKC')) ?? [];
  const named: Claim[] = numbered
    ? [{ caseId: numbered, ...(letters && { check: readLetters(letters) }) }]
    : [];
  const claims = [...labels, ...named];
  const [first] = claims;
  if (first === undefined) return undefined;
  const same = claims.every(({ caseId, tag = first.tag }) => caseId === first.caseId && tag === first.tag);
  return same ? Object.assign({}, ...claims) : 'disputed';
}

/** One mark proves the thread; a wrong one beside a right one is a forgery all the same. */
export function isProven({ tag, check }: Claim, marks: ThreadMarks): boolean {
  const right = (given: string | undefined, made: string) => given === undefined || sameText(given, made);
  return (tag ?? check) !== undefined && right(tag, marks.tag) && right(check, marks.check);
}
