import { postName } from '#/core/policy/policy.ts';
import { CONCERNED } from '#/core/report/report.ts';
import { REPORT } from '#/core/text/report.ts';
import { box, radios, select } from '#/functions/shared/html/field.ts';
import { type Html, html, page } from '#/functions/shared/html/layout.ts';
import {
  ask,
  call,
  callback,
  carried,
  kindOfIt,
  type ReportForm,
  reach,
  SCRIPT,
  scriptWords,
  summary,
  titleOf,
} from '#/functions/shared/html/report-parts.ts';

/** The inputs of the first page, as asked. */
export const FIRST = ['reportId', 'callback', 'anonymous', 'section', 'concerns', 'kind'];

/** Whoever is passed over must be known before anything is sent, also in a hurry. */
export function concerns(given: ReportForm, open = false): Html {
  const question = ask(given, 'concerns', { label: REPORT.concerns, hint: REPORT.concernsHint });
  return html`<details class="group group-plain"${(open || question.value || question.wrong) && html` open`}>
<summary>${REPORT.concernsFold}</summary>
<div class="inside">${radios(question, [
    { value: '', label: REPORT.concernsNone },
    ...CONCERNED.map((post) => ({ value: post, label: postName(given.policy, post) })),
  ])}</div>
</details>`;
}

/** The first of two short pages. From here it can be sent as it stands. */
export function reportForm(given: ReportForm): string {
  const { municipality, sections, anonymous } = given.policy.profile;
  return page({
    title: titleOf(given, REPORT.title),
    municipality,
    script: SCRIPT,
    body: html`${summary(given, [...FIRST.slice(1), 'reportId'])}
<h1>${REPORT.title}</h1>
<p class="lead">${REPORT.lead}</p>
${call(given.policy)}
<form method="post" action="/reports" novalidate autocomplete="on" data-report>
<input type="hidden" name="reportId" value="${given.form.get('reportId')}">
${carried(given, FIRST)}
${callback(given, !anonymous.allowed)}
${anonymous.allowed && box(ask(given, 'anonymous', { label: REPORT.anonymous, hint: REPORT.anonymousHint }))}
${select(ask(given, 'section', { label: REPORT.section }), [
  { value: '', label: REPORT.sectionNone },
  ...sections.map(({ id, name }) => ({ value: id, label: name })),
])}
${concerns(given)}
${kindOfIt(given)}
${reach(given, true)}
<p class="hint">${REPORT.nextWords}</p>
<p class="send"><button class="button button-large" id="next" formaction="/report/details">${REPORT.next}</button></p>
<p class="hint">${REPORT.earlyWords}</p>
<p class="send"><button class="button button-second button-large" id="send" name="early" value="yes">${REPORT.early}</button></p>
${scriptWords()}
</form>`,
  });
}
