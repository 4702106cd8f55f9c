import type { Case } from '#/core/case/case.ts';
import type { ReplyText } from '#/core/case/events.ts';
import type { Policy } from '#/core/policy/policy.ts';
import { kindOfMail, lookedAt, receiptOf } from '#/core/report/receipt.ts';
import { dateTime, lookedAtWords } from '#/core/text/dates.ts';
import { caseMark, senderLines, type Words } from '#/core/text/mail.ts';
import { RECEIPT } from '#/core/text/pages.ts';

/** All that a mail to the reporter may be made of: nothing that was reported, and nothing that the desk wrote. */
export interface ReplyFacts {
  text: ReplyText;
  /** Behind the number in the subject: it proves an answer to this mail. */
  check: string;
  /** The code of the receipt. */
  code: string;
  publicUrl: string;
}

const SUBJECTS: Record<ReplyText, string> = {
  receipt: '報告を受け付けました',
  written: '窓口から、報告についての連絡があります',
  closed: '報告された事案は終結しました',
};

/** To whoever reported. Where a person's safety or good name hangs on it, the mail is silent: somebody else may read the mailbox. */
export function replyWords(subject: Case, policy: Policy, facts: ReplyFacts): Words {
  const mark = caseMark(subject.caseId, facts.check);
  return subject.restricted
    ? { subject: mark, text: silent(subject, policy) }
    : { subject: `${mark}${SUBJECTS[facts.text]}`, text: TEXTS[facts.text](subject, policy, facts) };
}

const lines = (...parts: string[]): string => parts.join('\n');

function silent({ caseId }: Case, policy: Policy): string {
  const { name, telephone } = policy.profile.contactUnit;
  return lines(`番号　${caseId}`, '', `${name}　${telephone}`, 'この番号を伝えてください。');
}

const TEXTS: Record<ReplyText, (subject: Case, policy: Policy, facts: ReplyFacts) => string> = {
  receipt: (subject, policy, facts) =>
    lines(
      '報告を受け付けました。知らせてくださり、ありがとうございます。',
      '',
      ...slip(subject),
      '',
      ...whatToDo(subject, policy, facts.code),
      ...byTelephone(policy),
      'このあと',
      `・${whatNext(subject, policy)}`,
      '・終結したら、メールでお知らせします。',
      '',
      ...lookUp(subject, facts),
      ...senderLines(policy),
    ),
  written: (subject, policy, facts) =>
    lines(
      'あなたの報告について、窓口が書いたことがあります。次の画面で読んで、答えてください。',
      '書いたことは、このメールには載せていません。',
      '',
      ...slip(subject),
      '',
      ...lookUp(subject, facts),
      ...byTelephone(policy),
      ...senderLines(policy),
    ),
  closed: (subject, policy, facts) =>
    lines(
      'あなたが報告した事案は、終結しました。知らせてくださり、ありがとうございました。',
      'ほかにも気づいたことがあれば、終わった事案でも、書き足せます。',
      '',
      ...slip(subject),
      '',
      ...lookUp(subject, facts),
      ...byTelephone(policy),
      ...senderLines(policy),
    ),
};

function whatNext(subject: Case, policy: Policy): string {
  const at = lookedAt(subject, policy, subject.receivedAt);
  return at === undefined ? '窓口が内容を確かめ、必要なときは電話かメールで連絡します。' : lookedAtWords(at);
}

const slip = ({ caseId, receivedAt }: Case): string[] => [
  `事案番号　${caseId}`,
  `受付時刻　${dateTime(receivedAt)}`,
];

function whatToDo(subject: Case, policy: Policy, code: string): string[] {
  const { steps, never } = receiptOf(subject, policy, code);
  const listed = (title: string, given: readonly string[]) =>
    given.length === 0 ? [] : [title, ...new Set(given.map((one) => `・${one}`)), ''];
  const mail = kindOfMail(subject, policy);
  return [
    ...listed(RECEIPT.steps, steps),
    ...(mail ? listed(RECEIPT.ifMail(mail.name), mail.steps) : []),
    ...listed(RECEIPT.never, [...never, ...(mail?.never ?? [])]),
  ];
}

function byTelephone(policy: Policy): string[] {
  const { name, telephone } = policy.profile.contactUnit;
  return [
    '電話するところ',
    `・${name}　${telephone}`,
    '・急ぐとき、状況が変わったとき、まよったときは、事案番号を伝えてください。',
    '',
  ];
}

const lookUp = ({ caseId }: Case, { code, publicUrl }: ReplyFacts): string[] => [
  '状況を見る・書き足す',
  `・画面　${publicUrl}/receipts`,
  `・事案番号　${caseId}　　受付コード　${code}`,
  '・このメールに返信しても、書き足せます。件名はそのままにしてください。',
  '・氏名・住所・マイナンバーなど、関係する方の個人情報は書かないでください。',
  '',
];
