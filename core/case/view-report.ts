import type { Case } from '#/core/case/case.ts';
import { type BodyOf, is, type TimelineEvent } from '#/core/case/events.ts';
import type { FactKey } from '#/core/case/facts.ts';
import type { ReportView } from '#/core/case/view.ts';
import { kindOf, type Policy, postName } from '#/core/policy/policy.ts';
import type { Report } from '#/core/report/report.ts';
import { factLabel, factWords } from '#/core/text/facts.ts';
import { actorWords, answererWords, type Names } from '#/core/text/timeline.ts';

/** What the reporter said besides free text, with the words of the policy. */
export function reportView(
  subject: Case,
  { report, channel }: BodyOf<'report-accepted'>,
  timeline: readonly TimelineEvent[],
  names: Names,
): ReportView {
  const { policy } = names;
  const { behalf } = report;
  const { concerns = [] } = subject;
  const section = policy.profile.sections.find(({ id }) => id === behalf?.section);
  return {
    channel,
    questions: questionsOf(report, policy),
    told: [
      ...(report.raised ?? []),
      ...Object.entries(report.told ?? {}).map(
        ([fact, answer]) => `${factLabel(fact as FactKey)}：${factWords(fact as FactKey, answer)}`,
      ),
    ],
    overlays: policy.overlays
      .filter(({ id }) => subject.overlays.includes(id))
      .map(({ id, name, steps, never }) => ({ id, name, steps, never })),
    ...(concerns.length > 0 && { concerns: concerns.map((post) => postName(policy, post)).join('、') }),
    ...(section && { behalfSection: section.name }),
    thread: timeline.flatMap((event) =>
      is(event, 'reporter-written') || is(event, 'reporter-added') || is(event, 'notice-answered')
        ? [
            {
              at: event.recordedAt,
              by: is(event, 'notice-answered')
                ? answererWords(event.body, names)
                : actorWords(event.actor, names),
              fromReporter: event.type === 'reporter-added',
              text: event.body.text,
            },
          ]
        : [],
    ),
    unread: subject.unread === true,
  };
}

/** The answers in the order in which they were asked; one to a question that has left the policy keeps its id. */
function questionsOf({ kind, answers = {} }: Report, policy: Policy): ReportView['questions'] {
  const asked = kindOf(policy, kind).questions;
  const known = asked.filter(({ id }) => answers[id]);
  const gone = Object.keys(answers).filter((id) => asked.every((question) => question.id !== id));
  return [...known.map(({ id, words }) => ({ id, words })), ...gone.map((id) => ({ id, words: id }))].map(
    (question) => ({ ...question, answer: answers[question.id] ?? '' }),
  );
}
