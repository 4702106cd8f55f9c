import { type Case, stageOf } from '#/core/case/case.ts';
import { workingLevel } from '#/core/case/decision.ts';
import type { NoticeText } from '#/core/case/events.ts';
import { isUrgent } from '#/core/case/notices.ts';
import { isSupplement, stageIdOf } from '#/core/duty/state.ts';
import { type Policy, postName, statuteOf } from '#/core/policy/policy.ts';
import { dateTime, dayWords } from '#/core/text/dates.ts';
import { owing } from '#/core/text/derivation.ts';
import { ASK_WORDS, stageWords } from '#/core/text/words.ts';

/**
 * All that a mail may be made of. There is no field for report text, names of people concerned or 重要情報,
 * so none of it can get into a mail.
 */
export interface NoticeFacts {
  text: NoticeText;
  post: string;
  taskId?: string;
  /** Behind the number in the subject: it proves an answer to this mail. */
  check: string;
  publicUrl: string;
  /** Set for calls: the page of this one notice and the code that proves the mail was read. */
  answer?: { url: string; code: string };
}

export const SENDER_NAME = '火消し';
/** Seen where a probe is taken for a report. */
export const PROBE_SUBJECT = '受付の入口の自動点検';

export interface Words {
  subject: string;
  text: string;
}

const ASKS: Record<NoticeText, string> = {
  'report-arrived': '報告が届きました。評価をお願いします',
  'report-in-section': '所属から報告がありました',
  'report-supplemented': '報告が書き直されました',
  'reporter-added': '報告した人から、追加がありました',
  'report-in-stead': '関係する人を飛ばして、報告が届いています',
  'notice-answered': 'お知らせのメールに、返信がありました',
  'code-accepted': '了知を記録しました',
  'code-wrong': '番号がちがうため、了知を記録できませんでした',
  'settlement-returned': '簡易処理の案が差し戻されました',
  'task-opened': '依頼があります',
  'task-late': '期限を過ぎています',
  'duty-day-passed': '外への報告の目安、又は期限の日を過ぎました',
  'task-raised': '期限を過ぎたため、上位の役職へ知らせます',
  'officer-called': '了知をお願いします',
  'deputy-called': '代行として了知をお願いします',
  'everybody-called': '引き受ける人がいません。全員に知らせています',
  'charge-taken': '引き受ける人が決まりました',
  'level-changed': 'レベルが変わりました',
  'code-locked': '番号が5回まちがえられました。本人に電話してください',
  'policy-lacks': '規程・法令のデータが変わりました。確かめてください',
  'case-closed': '終結しました',
  'wave-grows': 'この事案に似た報告が続いています。まとめられるか確かめてください',
};

/** The number of a case in a subject, with what proves an answer. */
export const caseMark = (caseId: string, check: string): string => `【火消し ${caseId} ${check}】`;

/** What is asked, in the words of a subject. */
export function askOf(subject: Case, { text, taskId }: Pick<NoticeFacts, 'text' | 'taskId'>): string {
  const task = taskId === undefined ? undefined : subject.tasks[taskId];
  return text === 'task-opened' && task ? `${ASK_WORDS[task.ask]}をお願いします` : ASKS[text];
}

/** Case number, level and what is asked. The subject must be safe on a locked phone's screen. */
export function noticeWords(subject: Case, policy: Policy, facts: NoticeFacts): Words {
  const level = workingLevel(subject, policy);
  const urgent = isUrgent(facts.text) ? '【至急】' : '';
  return {
    subject: `${urgent}${caseMark(subject.caseId, facts.check)}${askOf(subject, facts)}（レベル${level}）`,
    text: [
      `${postName(policy, facts.post)} の方へ`,
      '',
      ...opening(subject, policy, facts),
      '',
      `事案番号　${subject.caseId}`,
      `受付時刻　${dateTime(subject.receivedAt)}`,
      `レベル　　${level} ${policy.profile.levels[level]?.name ?? ''}${'severity' in subject && subject.severity !== undefined ? '' : '（暫定）'}`,
      ...dueLine(subject, facts),
      '',
      ...whatToDo(facts, subject),
      '',
      ...byTelephone(policy, facts),
      ...senderLines(policy),
    ].join('\n'),
  };
}

/** Who sends it, at the end of every mail. */
export function senderLines({ profile: { municipality, contactUnit } }: Policy): string[] {
  return [
    '――',
    `${municipality} 情報セキュリティの窓口「火消し」が自動で送っています。`,
    `問い合わせ　${contactUnit.name}　${contactUnit.telephone}`,
    '報告の内容や個人の情報は、このメールには書いていません。',
  ];
}

function opening(subject: Case, policy: Policy, facts: NoticeFacts): string[] {
  const task = facts.taskId === undefined ? undefined : subject.tasks[facts.taskId];
  const acting = task?.deputyFor
    ? [
        `${postName(policy, task.deputyFor)}に連絡がつかないため、${policy.profile.actingWord.word}としてお知らせします。`,
      ]
    : [];
  const about = task?.dutyId ? dutyWords(subject, policy, task.dutyId) : '';
  const asked = task && task.ask !== 'acknowledge' ? [`依頼：${ASK_WORDS[task.ask]}${about}`] : [];
  const charge = facts.text === 'charge-taken' ? ['引き受けた人は、事案の画面で確かめられます。'] : [];
  return [`${ASKS[facts.text]}。`, ...acting, ...asked, ...charge];
}

/** Which of the many reports it is about. The name of a rule tells nothing of anybody. */
function dutyWords(subject: Case, policy: Policy, dutyId: string): string {
  const statute = statuteOf(policy, dutyId);
  const duty = subject.duties[dutyId];
  if (statute === undefined || duty === undefined) return '';
  const stage = stageWords(statute, stageIdOf(duty));
  return `（${statute.name}・${stage}。${owing(policy, statute, duty.finding.body)}）`;
}

function byTelephone(policy: Policy, facts: NoticeFacts): string[] {
  const { name, telephone } = policy.profile.contactUnit;
  if (!facts.answer) return [];
  return [
    '確認番号だけを書いて、このメールに返信しても「了知する」になります（引き受けることは、返信ではできません）。',
    `電話で答えてもかまいません。${name}　${telephone}`,
    'このメールは転送しないでください。動けないときは、窓口に電話してください。',
    '',
  ];
}

function dueLine(subject: Case, facts: NoticeFacts): string[] {
  const task = facts.taskId === undefined ? undefined : subject.tasks[facts.taskId];
  const due = task?.state === 'open' ? [`期限　　　${dateTime(task.due)}`] : [];
  // The days of the law stand in every mail about a report outside.
  const findings = Object.values(subject.duties)
    .filter((duty) => duty.dutyId === task?.dutyId || (facts.text === 'duty-day-passed' && duty.passed))
    .map((duty) =>
      isSupplement(duty)
        ? '報告期限　追完は、分かりしだい'
        : `報告期限　${dayWords(stageOf(duty).limitDay)}まで（目安は${dayWords(stageOf(duty).aimDay)}から）`,
    );
  return [...due, ...findings];
}

function whatToDo(facts: NoticeFacts, subject: Case): string[] {
  if (facts.answer) {
    return [
      '１ 下のページを開きます（開いただけでは、何も記録されません）。',
      facts.answer.url,
      '２ 次の確認番号を入れて、「了知する」か「了知して引き受ける」を押します。',
      `確認番号　${facts.answer.code}`,
    ];
  }
  if (facts.text === 'code-wrong')
    return [
      'お知らせのメールにある確認番号（6けた）だけを書いて、もう一度返信してください。',
      '5回まちがえると、番号では受け付けられません。そのときは窓口に電話してください。',
    ];
  const look = ['事案の画面で確かめてください。', `${facts.publicUrl}/desk/cases/${subject.caseId}`];
  if (facts.text === 'report-in-stead')
    return [
      '所属の人や、関係する人には、まだ連絡しないでください。この事案を読めるのは、限られた人だけです。',
      '',
      ...look,
    ];
  if (facts.text !== 'report-in-section') return look;
  return [
    '所属の職員に、状況を聞いてください。',
    '証拠になるもの（メール・画面・書類）は、そのまま残してください。',
    '',
    ...look,
  ];
}
