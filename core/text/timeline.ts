import type { BodyOf, EventType, TimelineEvent } from '#/core/case/events.ts';
import { type FactSheet, firstKnownAt } from '#/core/case/facts.ts';
import type { DutyChange } from '#/core/duty/compare.ts';
import type { DutyFinding } from '#/core/duty/derive.ts';
import { kindOf, type Policy, postName, statuteOf } from '#/core/policy/policy.ts';
import type { MailFacts } from '#/core/report/mail.ts';
import { dateTime, dayWords } from '#/core/text/dates.ts';
import { factLabel, factWords } from '#/core/text/facts.ts';
import { DESCRIBE_WAVE } from '#/core/text/wave.ts';
import {
  ASK_WORDS,
  CHANGE_WORDS,
  CHANNEL_WORDS,
  REPLY_TEXT_WORDS,
  REPLY_WORDS,
  resultWords,
  stageWords,
  VERDICT_OF_ITEM,
  WITHHELD_WORDS,
} from '#/core/text/words.ts';

export interface Names {
  policy: Policy;
  person(id: string): string;
}

const assessmentWords = ({ incident, violation }: { incident: boolean; violation: boolean }): string =>
  `インシデント ${incident ? '該当' : '非該当'}、規定違反 ${violation ? '該当' : '非該当'}`;

/** By its address: a mail proves nobody. */
export const answererWords = ({ person }: { person?: string | undefined }, names: Names): string =>
  person ? `${names.person(person)}の名乗り` : '報告した人とは別の差出人';

type Describe<T extends EventType> = (body: BodyOf<T>, names: Names) => string;

const post = (id: string, { policy }: Names): string => (id === 'everybody' ? '全員' : postName(policy, id));
const duty = (id: string, { policy }: Names): string => {
  const body = policy.profile.bodies.find((candidate) => candidate.id === id.split('.')[1]);
  const name = statuteOf(policy, id)?.name ?? id;
  return body && policy.profile.bodies.length > 1 ? `${name}（${body.name}）` : name;
};
const stageName = ({ dutyId, stage }: { dutyId: string; stage: string }, { policy }: Names): string => {
  const statute = statuteOf(policy, dutyId);
  return statute ? stageWords(statute, stage) : stage;
};

/** What nobody is asked for is no news: it is open for want of facts, or a piece of advice. */
const isAsked = (findings: readonly DutyFinding[], dutyId: string): boolean =>
  findings.every((finding) => finding.dutyId !== dutyId || finding.followed || finding.result === 'none');

function changeWords(change: DutyChange, findings: readonly DutyFinding[], { policy }: Names): string {
  if ('to' in change)
    return `${CHANGE_WORDS[change.change]}（${dayWords(change.from)}から${dayWords(change.to)}へ）`;
  if (change.change === 'item') return `${change.item}が「${VERDICT_OF_ITEM[change.verdict]}」になった`;
  const finding = findings.find(({ dutyId }) => dutyId === change.dutyId);
  const force = statuteOf(policy, change.dutyId)?.force;
  return change.change === 'opened' && finding && force
    ? resultWords(finding.result, force)
    : CHANGE_WORDS[change.change];
}

/** What was entered, what stood there before, and why it was wrong. */
function enteredWords(
  revision: number,
  sheet: FactSheet,
  entered: BodyOf<'facts-recorded'>['entered'],
  policy: Policy,
): string {
  const { mode, at, body, reason: why = '', beganBefore, kindBefore, changes } = entered;
  const whose = policy.profile.bodies.find(({ id }) => id === body)?.name;
  const told = changes.map(
    ({ fact, from, to }) =>
      `${factLabel(fact)} ${from === undefined ? '' : `${factWords(fact, from)}→`}${factWords(fact, to)}`,
  );
  const began = beganBefore ? [`最初に知った日時 ${dateTime(beganBefore)}→${dateTime(at)}`] : [];
  const kind = kindBefore
    ? [
        `事故の種類 ${kindOf(policy, kindBefore)?.name ?? kindBefore}→${kindOf(policy, sheet.kind)?.name ?? sheet.kind}`,
      ]
    : [];
  const words = [...began, ...kind, ...told].join('、') || 'なし';
  const of = whose ? `（${whose}だけのこと）` : '';
  return mode === 'corrected'
    ? `事実の書きまちがいを直した（第${revision}版）${of}：${words}${reason(why)}`
    : `事実を記録（第${revision}版）${of}：${dateTime(at)}に分かったこと：${words}。最初に知った日時 ${dateTime(firstKnownAt(sheet))}`;
}

/** A day that a rule counts is a limit; of a yardstick there are only days aimed at. */
const passedWords = ({ dutyId, stage, day }: BodyOf<'duty-day-passed'>, { policy }: Names): string => {
  const rule = statuteOf(policy, dutyId)?.stages.find(({ id }) => id === stage)?.deadline.rule;
  if (day === 'aim') return '目安の最初の日';
  return rule === 'days' ? '期限の日' : '目安の最後の日';
};

const reason = (text: string): string => (text ? `　理由：${text}` : '');

const RUN_WORDS = {
  split: 'まとめから外したため',
  closed: '代表の事案とともに終結したため',
  overdue: '動きが止まっていたため',
  failed: '誤りで止まったため',
  renewed: '長く続いたため',
} as const;

/** Who sent a mail is a claim. What a program answers is told apart, so that nobody takes it for an answer. */
function addedByMail({ automatic, standing, from }: MailFacts): string {
  if (automatic) return 'この事案のメールに、自動の返信、又は届かないという知らせが返ってきた';
  const doubt = standing === 'suspicious' ? '。なりすましのおそれがある' : '';
  return `この事案のメールに、返信で追加があった（差出人の表示：${from || 'なし'}${doubt}）`;
}

const KEPT_WORDS = {
  'report-form': '届いた報告の原本',
  'report-mail': '届いたメールの原本',
  'report-file': '報告に付いたファイル',
  'mail-attachment': 'メールの添付',
  checkpoint: '時系列の封印',
} as const;

const DESCRIBE: { [T in EventType]: Describe<T> } = {
  'evidence-preserved': (body) =>
    `${KEPT_WORDS[body.what]}${body.name === undefined ? '' : `「${body.name}」`}を保全（SHA-256 ${body.sha256.slice(0, 16)}…、${body.bytes}バイト、${dateTime(body.retainUntil)}まで消せない）`,
  'file-missing': ({ name }) =>
    `報告に付いていたファイル「${name}」が届かなかった（送り終わる前に切れた。必要なら、報告した人に頼むこと）`,
  'attachments-left': ({ count }) =>
    `メールの添付を${count === undefined ? '取り出せなかった' : `${count}個取り出さなかった（数か大きさの上限）`}。メールの原本の中に残っている`,
  'report-accepted': ({ channel }) => `報告を受け付けた（${CHANNEL_WORDS[channel]}）`,
  'report-supplemented': () => '同じ報告が、書き直して送られた（原本は別に保全）',
  'readers-named': ({ persons }, names) =>
    `読める人を限った：${persons.map((id) => names.person(id)).join('、')}`,
  'reporter-written': ({ master }) =>
    master ? `代表の事案${master.caseId}から、報告した人へ書いた` : '報告した人へ書いた',
  ...DESCRIBE_WAVE,
  'reporter-added': (body) =>
    body.channel === 'mail' ? addedByMail(body.mail) : '報告した人から、画面で追加があった',
  'notice-answered': ({ person, coded, mail }, names) =>
    mail.automatic
      ? addedByMail(mail)
      : `お知らせのメールに返信があった（${answererWords({ person }, names)}${coded ? '、確認番号つき' : ''}）`,
  'reporter-read': () => '報告した人からの追加を読んだ',
  'settlement-proposed': (body) =>
    `簡易処理を提案：${assessmentWords(body)}、レベル${body.level}、まとめ：${body.summary}${reason(body.reason)}`,
  'settlement-confirmed': () => '簡易処理を、提案した人とは別の人が確かめた',
  'settlement-returned': (body) => `簡易処理の案を差し戻し${reason(body.reason)}`,
  'notices-queued': (body, names) =>
    `メールを用意：${body.to.map((to) => `${names.person(to.person)}（${post(to.post, names)}）`).join('、')}${body.leftOut ? `（ほか${body.leftOut}人には送れていない。電話で知らせること）` : ''}`,
  'notice-sent': ({ person, attempt, digest }, names) =>
    `${names.person(person)}へメールを送信${digest ? '（まとめた1通の中で）' : ''}${attempt > 1 ? `（${attempt}回目。同じ知らせが2通届くことがある）` : ''}`,
  'notice-failed': ({ person, attempt }, names) =>
    `${names.person(person)}へのメールを送れなかった（${attempt}回目）`,
  'notice-withdrawn': ({ person }, names) =>
    `用が済んだため、${names.person(person)}へのメールは送らなかった`,
  'reply-sent': ({ text, attempt }) =>
    `報告した人へ、${REPLY_TEXT_WORDS[text]}をメールで送信${attempt > 1 ? `（${attempt}回目。同じ知らせが2通届くことがある）` : ''}`,
  'reply-failed': ({ text, attempt }) =>
    `報告した人へ、${REPLY_TEXT_WORDS[text]}のメールを送れなかった（${attempt}回目。受付の画面では見られる）`,
  'reply-withheld': ({ text, why }) =>
    `報告した人へ、${REPLY_TEXT_WORDS[text]}のメールは送らなかった（${WITHHELD_WORDS[why]}。受付の画面では見られる）`,
  'task-opened': (body, names) =>
    `${post(body.post, names)}に依頼：${ASK_WORDS[body.ask]}（期限 ${dateTime(body.due)}）`,
  'task-reminded': (body) => `期限を過ぎたため催促（次の期限 ${dateTime(body.due)}）`,
  'task-raised': (body, names) =>
    `期限を過ぎたため、${post(body.post, names)}へ知らせた（次の期限 ${dateTime(body.due)}）`,
  'report-assessed': (body) => `評価：${assessmentWords(body)}${reason(body.reason)}`,
  'facts-recorded': ({ revision, facts, entered }, { policy }) =>
    enteredWords(revision, facts, entered, policy),
  'severity-decided': (body) =>
    `レベル${body.level}と判断（提案はレベル${body.suggested.level}）${reason(body.reason)}`,
  'escalation-started': (body) =>
    `レベル${body.level}の連絡を開始（引き受ける人がなければ ${dateTime(body.everybodyAt)} に全員へ）`,
  'officers-called': ({ calls }, names) =>
    `呼び出し：${calls
      .map(
        ({ person, post: held, deputyFor, due }) =>
          `${names.person(person)}（${post(held, names)}${deputyFor ? `。${post(deputyFor, names)}の${names.policy.profile.actingWord.word}` : ''}、${dateTime(due)}まで）`,
      )
      .join('、')}`,
  'post-empty': (body, names) =>
    `${post(body.post, names)}は、いま誰も就いていない${body.deputyFor ? `（${post(body.deputyFor, names)}の${names.policy.profile.actingWord.word}にあたる役職）` : ''}`,
  'officer-acknowledged': ({ person, reply }, names) =>
    `${names.person(person)}が了知（${REPLY_WORDS[reply.how]}${reply.how === 'telephone' ? `。${dateTime(reply.at)}、${names.person(reply.enteredBy)}が記録` : ''}）`,
  'officers-unanswered': ({ calls }, names) =>
    `応答なし：${calls.map(({ person, post: held }) => `${names.person(person)}（${post(held, names)}）`).join('、')}`,
  'code-refused': () => '違う番号が入力された',
  'everybody-called': (body) => `引き受ける人がないため、全員を呼び出し（${body.round}回目）`,
  'policy-lacks': (body, names) =>
    'dutyId' in body
      ? `${duty(body.dutyId, names)}は、いまの法令のデータにない。人が確かめること`
      : `レベル${body.level}の連絡先は、いまの規程のデータにない。人が連絡すること`,
  'alarm-raised': ({ alarm }) =>
    `警報を鳴らした（${alarm === 'DutyLate' ? '外への報告が目安の日を過ぎた' : '応答がない'}）`,
  'charge-taken': (body, names) => `${names.person(body.person)}（${post(body.post, names)}）が引き受けた`,
  'duties-derived': ({ findings, none, changes }, names) => {
    const asked = changes.filter(({ dutyId }) => isAsked(findings, dutyId));
    const told = asked.map(
      (change) => `${duty(change.dutyId, names)}：${changeWords(change, findings, names)}`,
    );
    const shown = findings.filter(({ result, followed }) => result !== 'none' && !followed).length;
    const rest = `ほかに、参考として示すもの${shown}件、当てはまらないもの${none.length}件`;
    return `外への報告などを、事実から導いた：${told.join('。') || '変わりはない'}（${rest}）`;
  },
  'duty-day-passed': (body, names) =>
    `${duty(body.dutyId, names)}の${stageName(body, names)}が、${passedWords(body, names)}を過ぎても提出されていない`,
  'duty-judged': (body, names) =>
    `${duty(body.dutyId, names)}：${body.reportable ? '報告する' : '報告不要'}と判断${reason(body.reason)}`,
  'draft-written': (body, names) => `${duty(body.dutyId, names)}の案を作成（第${body.revision}版）`,
  'draft-returned': (body, names) =>
    `${duty(body.dutyId, names)}の案（第${body.revision}版）を差し戻し${reason(body.reason)}`,
  'draft-approved': (body, names) => `${duty(body.dutyId, names)}の案（第${body.revision}版）を承認`,
  'report-filed': (body, names) =>
    `${duty(body.dutyId, names)}の${stageName(body, names)}を提出（${dateTime(body.filedAt)}、受付番号 ${body.receiptNumber}${body.last ? '。これで最後の報告とした' : ''}）`,
  'probe-passed': () => '入口の点検が届いたので、終わりにした',
  'evidence-read': (body) => `証拠 ${body.evidenceId} を取り出した`,
  'case-closed': ({ summary, master }) =>
    master ? `代表の事案${master.caseId}とともに終結` : `終結：${summary}`,
  'timeline-anchored': () => '時系列の終わりに署名し、消せない場所に保存した',
  'run-raised': (body) => `対応の流れを始め直した（${body.run}回目。${RUN_WORDS[body.why]}）`,
  'workflow-failed': (body) => `仕組みの誤り：${body.machine} が止まった（${body.error}）`,
};

/** One event in words for the case page and the papers. */
export function describeEvent(event: TimelineEvent, names: Names): string {
  if (event.body === undefined) return '（保存期間が過ぎたため、内容は削除された）';
  return (DESCRIBE[event.type] as Describe<EventType>)(event.body as BodyOf<EventType>, names);
}

const ACTORS: Record<string, string> = {
  reporter: '報告者',
  sender: 'メールを送った人（だれかは分からない）',
  link: 'リンクを開いた人（だれかは分からない）',
};

export function actorWords(actor: string, names: Names): string {
  if (actor.startsWith('person:')) return names.person(actor.slice('person:'.length));
  return ACTORS[actor] ?? '火消し（自動）';
}
