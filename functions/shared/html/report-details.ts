import type { ChoiceFact } from '#/core/case/facts.ts';
import type { Kind } from '#/core/policy/kind.ts';
import { kindOf } from '#/core/policy/policy.ts';
import { factsAsked, SUPERIOR } from '#/core/report/read.ts';
import { dateTime } from '#/core/text/dates.ts';
import { choicesOf, questionOf } from '#/core/text/facts.ts';
import { RECEIPT } from '#/core/text/pages.ts';
import { REPORT } from '#/core/text/report.ts';
import { box, boxes, select, textArea, textInput } from '#/functions/shared/html/field.ts';
import { type Html, html, page } from '#/functions/shared/html/layout.ts';
import { concerns, FIRST } from '#/functions/shared/html/report-form.ts';
import {
  ask,
  call,
  carried,
  type ReportForm,
  reach,
  SCRIPT,
  scriptWords,
  summary,
  titleOf,
  yesNo,
} from '#/functions/shared/html/report-parts.ts';

/** The questions of a kind, each with the facts that it alone asks for. */
const questionsOf = ({ questions }: Kind) =>
  questions.map((question, at) => {
    const before = questions.slice(0, at).flatMap(factsAsked);
    return { ...question, facts: factsAsked(question).filter((fact) => !before.includes(fact)) };
  });

/** Of what a colleague does, the next to be told may be that very colleague. */
const asksWhom = ({ id }: Kind): boolean => id === 'insider';

/** The inputs of the second page, as asked. */
const orderOf = (kind: Kind): string[] => [
  ...(asksWhom(kind) ? ['concerns'] : []),
  'raised',
  'danger',
  'overlay',
  'answer',
  ...questionsOf(kind).flatMap(({ id, facts }) => [`answer.${id}`, ...facts.map((fact) => `told.${fact}`)]),
  'personalData',
  'noticedAt',
  'place',
  'happened',
  'done',
  'file',
  'nightWatch',
  'reporter',
  'mail',
];

/** Whether something on the second page alone must be put right. */
export const isOfDetails = (name: string): boolean => !FIRST.includes(name) || name === 'reportId';

function questions(given: ReportForm, kind: Kind): Html[] {
  return questionsOf(kind).map(
    ({ id, words, facts }, at) => html`<div${at === 0 && html` id="answer" tabindex="-1"`} class="question">
${textInput(ask(given, `answer.${id}`, { label: words }), html` type="text" maxlength="1000"`)}
${facts.length > 0 && choices(given, facts)}
</div>`,
  );
}

/** Folded: they are many, and few reporters know them at once. */
function choices(given: ReportForm, facts: readonly ChoiceFact[]): Html {
  const asked = facts.map((fact) => {
    const { ask: label, hint } = questionOf(fact);
    return { fact, ...ask(given, `told.${fact}`, { label, ...(hint && { hint }) }) };
  });
  const isSaid = asked.some(({ value, wrong }) => wrong !== undefined || !['', 'unknown'].includes(value));
  return html`<details class="group group-plain"${isSaid && html` open`}><summary>${REPORT.choices(facts.length)}</summary>
<div class="inside">${asked.map(({ fact, ...question }) => select({ ...question, value: question.value || 'unknown' }, choicesOf(fact)))}</div></details>`;
}

/** What raises the level of the kind at once stands before all else. */
function raised(given: ReportForm, { raisedBy }: Kind): Html | false {
  const { value: _, ...question } = ask(given, 'raised', { label: REPORT.raised, hint: REPORT.raisedHint });
  return (
    raisedBy.length > 0 &&
    boxes(
      { ...question, chosen: given.form.getAll('raised') },
      raisedBy.map(({ words }) => ({ value: words, label: words })),
    )
  );
}

const overlays = (given: ReportForm): Html => {
  const { value: _, ...question } = ask(given, 'overlay', {
    label: REPORT.overlay,
    hint: REPORT.overlayHint,
  });
  return boxes(
    { ...question, chosen: given.form.getAll('overlay') },
    given.policy.overlays
      .filter(({ id }) => id !== SUPERIOR)
      .map(({ id, name, steps, never }) => ({
        value: id,
        label: name,
        below: html`<ul class="plain">${steps.map((step) => html`<li>${step}</li>`)}</ul>
${never.length > 0 && html`<p class="label">${RECEIPT.never}</p><ul class="never">${never.map((step) => html`<li>${step}</li>`)}</ul>`}`,
      })),
  );
};

/** The second page: what helps, and nothing of it demanded. */
export function reportDetails(given: ReportForm): string {
  const { policy, form, now } = given;
  const kind = kindOf(policy, form.get('kind') ?? '');
  const order = orderOf(kind);
  const line = (name: 'place' | 'reporter' | 'mail', label: string, hint: string, kindOfLine: Html) =>
    textInput(ask(given, name, { label, hint }), kindOfLine);
  return page({
    title: titleOf(given, REPORT.detailsTitle),
    municipality: policy.profile.municipality,
    script: SCRIPT,
    body: html`${summary(given, [...order, 'reportId'])}
<h1>${REPORT.detailsTitle}</h1>
<p class="lead">${REPORT.detailsLead}</p>
${call(policy)}
<section class="first" aria-labelledby="first"><h2 id="first">${REPORT.first}</h2>
<ul class="plain">${kind.steps.map((step) => html`<li>${step}</li>`)}</ul></section>
<form method="post" action="/reports" novalidate autocomplete="on" data-report>
<input type="hidden" name="step" value="2">
${carried(
  given,
  order.filter((name) => name !== 'file'),
)}
<p class="caution">${REPORT.noNames}</p>
${asksWhom(kind) && concerns(given, true)}
${raised(given, kind)}
${yesNo(given, 'danger', REPORT.danger, REPORT.dangerHint)}
${overlays(given)}
<h2 class="part">${kind.name}</h2>
${questions(given, kind)}
<h2 class="part">${REPORT.rest}</h2>
${yesNo(given, 'personalData', REPORT.personalData)}
${textInput(ask(given, 'noticedAt', { label: REPORT.noticedAt, hint: REPORT.noticedAtHint(dateTime(now)) }), html` type="datetime-local"`)}
${line('place', REPORT.place, REPORT.placeHint, html` type="text"`)}
${textArea(ask(given, 'happened', { label: REPORT.happened, hint: REPORT.happenedHint }))}
${textArea(ask(given, 'done', { label: REPORT.done, hint: REPORT.doneHint }))}
<div class="field" id="file" tabindex="-1"><p class="label">${REPORT.files}</p><div data-files><p class="hint">${REPORT.filesWithout}</p></div></div>
${box(ask(given, 'nightWatch', { label: REPORT.nightWatch, hint: REPORT.nightWatchHint }))}
${
  form.get('anonymous') !== 'yes' && [
    line('reporter', REPORT.reporter, REPORT.reporterHint, html` type="text" autocomplete="name"`),
    line('mail', REPORT.mail, REPORT.mailHint, html` type="email" inputmode="email" autocomplete="email"`),
  ]
}
${reach(given)}
<p class="send"><button class="button button-large" id="send">${REPORT.send}</button></p>
<p class="hint">${REPORT.sendWords}</p>
${scriptWords()}
</form>`,
  });
}
