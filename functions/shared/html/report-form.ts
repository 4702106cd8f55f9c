import { type Policy, postName } from '#/core/policy/policy.ts';
import type { ReportField } from '#/core/report/report.ts';
import { dateTime } from '#/core/text/dates.ts';
import { COMMON, REPORT, WRONG } from '#/core/text/pages.ts';
import { YES_NO } from '#/core/text/words.ts';
import type { Instant } from '#/core/time.ts';
import {
  foldedRadios,
  type Question,
  radios,
  select,
  textArea,
  textInput,
} from '#/functions/shared/html/field.ts';
import { type Html, html, page, telephone } from '#/functions/shared/html/layout.ts';

export interface ReportForm {
  policy: Policy;
  /** 32 hex digits, made with the form: the same form sent twice is one report. */
  reportId: string;
  values: Partial<Record<ReportField, string>>;
  wrong: readonly ReportField[];
  now: Instant;
}

/** As asked on the page, so that the list of what is wrong leads down it. */
const ORDER: readonly ReportField[] = [
  'callback',
  'kind',
  'noticedAt',
  'section',
  'place',
  'happened',
  'done',
  'personalData',
  'reporter',
  'reportId',
];

type Asked = Omit<Question, 'name' | 'value' | 'wrong'>;

/** A municipality may do without every kind of a group. */
const groupsOf = ({ groups, kinds }: Policy) =>
  groups
    .map(({ id, name }) => ({
      name,
      choices: kinds
        .filter(({ group }) => group === id)
        .map((kind) => ({ value: kind.id, label: kind.name })),
    }))
    .filter(({ choices }) => choices.length > 0);

const wrongWords = (field: ReportField, values: ReportForm['values']): string =>
  WRONG[field][(values[field] ?? '').trim() === '' ? 'empty' : 'bad'];

function summary({ wrong, values }: ReportForm): Html | false {
  return (
    wrong.length > 0 &&
    html`<div class="summary" role="alert" tabindex="-1" id="wrong" autofocus>
<h2>${REPORT.wrongTitle}</h2>
<ul>${[...wrong].sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other)).map((field) => html`<li><a href="#${field === 'reportId' ? 'send' : field}">${wrongWords(field, values)}</a></li>`)}</ul>
<p>${REPORT.keptWords}</p>
</div>`
  );
}

export function reportForm(form: ReportForm): string {
  const { policy, reportId, values, wrong, now } = form;
  const { municipality, contactUnit, sections } = policy.profile;
  const ask = (name: ReportField, asked: Asked): Question => ({
    ...asked,
    name,
    value: values[name] ?? '',
    wrong: wrong.includes(name) ? wrongWords(name, values) : undefined,
  });
  const call = html`<p class="call"><strong>${COMMON.urgent}</strong><span>${contactUnit.name}　${telephone(contactUnit.telephone)}</span></p>`;
  const reach = html`<section class="reach" aria-labelledby="reach">
<h2 id="reach">${REPORT.reach}</h2>
<ul><li>${contactUnit.name}</li><li>${REPORT.reachSection(postName(policy, 'section-manager'))}</li></ul>
<p>${REPORT.reachNone(postName(policy, 'contact-unit'))}</p>
</section>`;
  const answers = ['yes', 'no', 'unknown'].map((value) => ({ value, label: YES_NO[value] ?? value }));
  const personalData = ask('personalData', { label: REPORT.personalData });
  return page({
    title: wrong.length > 0 ? `${REPORT.wrongTitle} ${REPORT.title}` : REPORT.title,
    municipality,
    body: html`${summary(form)}
<h1>${REPORT.title}</h1>
<p class="lead">${REPORT.lead}</p>
${call}
<form method="post" action="/reports" novalidate autocomplete="on">
<input type="hidden" name="reportId" value="${reportId}">
${textInput(
  ask('callback', { label: REPORT.callback, hint: REPORT.callbackHint, required: true }),
  html` type="tel" inputmode="tel" autocomplete="tel"`,
)}
${foldedRadios(ask('kind', { label: REPORT.kind, hint: REPORT.kindHint, required: true }), groupsOf(policy))}
<h2 class="part">${REPORT.rest}</h2>
<p>${REPORT.restWords}</p>
<p class="caution">${REPORT.noNames}</p>
${textInput(ask('noticedAt', { label: REPORT.noticedAt, hint: REPORT.noticedAtHint(dateTime(now)) }), html` type="datetime-local"`)}
${select(ask('section', { label: REPORT.section }), [
  { value: '', label: REPORT.sectionNone },
  ...sections.map(({ id, name }) => ({ value: id, label: name })),
])}
${textInput(ask('place', { label: REPORT.place, hint: REPORT.placeHint }), html` type="text"`)}
${textArea(ask('happened', { label: REPORT.happened, hint: REPORT.happenedHint }))}
${textArea(ask('done', { label: REPORT.done, hint: REPORT.doneHint }))}
${radios({ ...personalData, value: personalData.value || 'unknown' }, answers)}
${textInput(ask('reporter', { label: REPORT.reporter, hint: REPORT.reporterHint }), html` type="text" autocomplete="name"`)}
${reach}
<p class="send"><button class="button button-large" id="send">${REPORT.send}</button></p>
<p class="hint">${REPORT.sendWords}</p>
</form>`,
  });
}
