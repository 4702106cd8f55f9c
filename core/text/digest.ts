import type { Case } from '#/core/case/case.ts';
import { workingLevel } from '#/core/case/decision.ts';
import type { NoticeText } from '#/core/case/events.ts';
import { type Policy, postName } from '#/core/policy/policy.ts';
import { dateTime } from '#/core/text/dates.ts';
import { askOf, senderLines, type Words } from '#/core/text/mail.ts';
import { ASK_WORDS } from '#/core/text/words.ts';

/** One thing that waited: as of any mail, nothing in it could hold report text. */
interface Line {
  subject: Case;
  text: NoticeText;
  post: string;
  taskId?: string;
}

/** Of several mails about one thing the last says how it stands. */
const newest = (lines: readonly Line[]): Line[] => [
  ...new Map(lines.map((line, at) => [line.taskId ?? `${line.text} ${at}`, line])).values(),
];

/** Everything that waited, case by case, with what is due soonest first. */
export function digestWords(policy: Policy, lines: readonly Line[], publicUrl: string): Words {
  const cases = [...Map.groupBy(lines, ({ subject }) => subject.caseId).values()].sort((one, other) =>
    firstDue(one).localeCompare(firstDue(other)),
  );
  const posts = [...new Set(lines.map(({ post }) => postName(policy, post)))];
  return {
    subject: `【火消し】急がない知らせ ${cases.length}件（まとめ）`,
    text: [
      `${posts.join('・')} の方へ`,
      '',
      `急がない知らせを、1通にまとめました。事案は${cases.length}件です。期限の近い順に並べています。`,
      '次の画面を開いて、上から順に見てください。',
      `${publicUrl}/desk`,
      '',
      ...cases.flatMap((about) => [...caseLines(policy, about), '']),
      ...senderLines(policy),
    ].join('\n'),
  };
}

const dueOf = ({ subject, taskId = '' }: Line): string => {
  const task = subject.tasks[taskId];
  return task?.state === 'open' ? task.due : '';
};

/** What has no time limit comes last. */
const firstDue = (lines: readonly Line[]): string => lines.map(dueOf).filter(Boolean).sort()[0] ?? '9999';

function caseLines(policy: Policy, lines: readonly Line[]): string[] {
  const [first] = lines;
  if (first === undefined) return [];
  const { subject } = first;
  const level = workingLevel(subject, policy);
  return [
    `■ ${subject.caseId}　レベル${level} ${policy.profile.levels[level].name}　受付 ${dateTime(subject.receivedAt)}`,
    ...newest(lines).map((line) => `・${askOf(subject, line)}${details(line)}`),
  ];
}

/** By when; and of what, where the words before it do not say. */
function details(line: Line): string {
  const { subject, text, taskId = '' } = line;
  const task = subject.tasks[taskId];
  const late = text === 'task-late' || text === 'task-raised';
  const due = dueOf(line);
  const said = [...(task && late ? [ASK_WORDS[task.ask]] : []), ...(due ? [`期限 ${dateTime(due)}`] : [])];
  return said.length > 0 ? `（${said.join('。')}）` : '';
}
