import { type Policy, postName } from '#/core/policy/policy.ts';
import { type Hearers, isRestricted, reaches, type Told } from '#/core/report/reaches.ts';
import type { Concerned } from '#/core/report/report.ts';
import { COMMON } from '#/core/text/pages.ts';
import { REPORT, wrongWords } from '#/core/text/report.ts';
import { reachWords, SENDING } from '#/core/text/report-live.ts';
import { YES_NO } from '#/core/text/words.ts';
import type { Instant } from '#/core/time.ts';
import { foldedRadios, type Question, radios, textInput } from '#/functions/shared/html/field.ts';
import { type Html, html, telephone } from '#/functions/shared/html/layout.ts';

/** A form to fill in: what was typed so far, and what of it is wrong. */
export interface ReportForm {
  policy: Policy;
  /** Holds at least the report id, made with the form: the same form sent twice is one report. */
  form: URLSearchParams;
  wrong: readonly string[];
  now: Instant;
  hearers: Hearers;
}

export const SCRIPT = '/assets/report.js';

type Asked = Omit<Question, 'name' | 'value' | 'wrong'>;

const typed = ({ form }: ReportForm, name: string): string => form.get(name) ?? '';

export const ask = (given: ReportForm, name: string, asked: Asked): Question => ({
  ...asked,
  name,
  value: typed(given, name),
  wrong: given.wrong.includes(name) ? wrongWords(name, typed(given, name)) : undefined,
});

/** What is wrong, in the order of the page, each leading to its input. */
export function summary(given: ReportForm, order: readonly string[]): Html | false {
  const wrong = order.filter((name) => given.wrong.includes(name));
  return (
    wrong.length > 0 &&
    html`<div class="summary" role="alert" tabindex="-1" id="wrong" autofocus>
<h2>${REPORT.wrongTitle}</h2>
<ul>${wrong.map((name) => html`<li><a href="#${name === 'reportId' ? 'send' : name}">${wrongWords(name, typed(given, name))}</a></li>`)}</ul>
<p>${REPORT.keptWords}</p>
</div>`
  );
}

export const titleOf = ({ wrong }: ReportForm, title: string): string =>
  wrong.length > 0 ? `${REPORT.wrongTitle} ${title}` : title;

/** What was typed on the other page of the form goes along unseen. */
export const carried = ({ form }: ReportForm, own: readonly string[]): Html[] =>
  [...form]
    .filter(([name]) => !own.includes(name) && name !== 'step' && name !== 'early')
    .map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">
`,
    );

export const call = ({ profile: { contactUnit } }: Policy): Html =>
  html`<p class="call"><strong>${COMMON.urgent}</strong><span>${contactUnit.name}　${telephone(contactUnit.telephone)}</span></p>`;

export const callback = (given: ReportForm, required: boolean): Html =>
  textInput(
    ask(given, 'callback', { label: REPORT.callback, hint: REPORT.callbackHint, required }),
    html` type="tel" inputmode="tel" autocomplete="tel"`,
  );

/** A municipality may do without every kind of a group. */
export const kindOfIt = (given: ReportForm): Html =>
  foldedRadios(
    ask(given, 'kind', { label: REPORT.kind, hint: REPORT.kindHint, required: true }),
    given.policy.groups
      .map(({ id, name }) => ({
        name,
        choices: given.policy.kinds
          .filter(({ group }) => group === id)
          .map((kind) => ({ value: kind.id, label: kind.name })),
      }))
      .filter(({ choices }) => choices.length > 0),
  );

const toldIn = ({ form }: ReportForm): Told => {
  const concerns = form.get('concerns');
  const protectedPersons = form.get('told.protectedPersons');
  return {
    kind: form.get('kind') ?? '',
    section: form.get('section') ?? '',
    overlays: form.getAll('overlay'),
    ...(concerns && { concerns: concerns as Concerned }),
    ...(protectedPersons && { told: { protectedPersons } as Told['told'] }),
  };
};

/** Asked of every report, and "not known yet" is an answer. */
export function yesNo(given: ReportForm, name: string, label: string, hint?: string): Html {
  const question = ask(given, name, { label, ...(hint && { hint }) });
  return radios(
    { ...question, value: question.value || 'unknown' },
    ['yes', 'no', 'unknown'].map((value) => ({ value, label: YES_NO[value] ?? value })),
  );
}

/** Whom it reaches as it stands. The script keeps it true while something else is chosen. `asksSection`: one can be chosen here. */
export function reach(given: ReportForm, asksSection = false): Html {
  const { policy, hearers } = given;
  const { sections, contactUnit, posts } = policy.profile;
  const told = toldIn(given);
  const names = Object.fromEntries(Object.entries(posts).map(([id, { name }]) => [id, name]));
  const section = sections.find(({ id }) => id === told.section)?.name ?? '';
  const isVacant = hearers.vacant.includes(told.section);
  const lines = reaches(told, hearers).map((post) =>
    reachWords(post, { names, section, isVacant, desk: contactUnit.name }),
  );
  const data = JSON.stringify({ hearers, names, section, desk: contactUnit.name });
  return html`<section class="reach" aria-labelledby="reach" data-reach="${data}">
<h2 id="reach">${REPORT.reach}</h2>
<ul aria-live="polite">${lines.map((line) => html`<li>${line}</li>`)}</ul>
${asksSection && html`<p data-reach-more${told.section !== '' && html` hidden`}>${REPORT.reachMore(postName(policy, 'section-manager'))}</p>`}
${asksSection && html`<noscript><p>${REPORT.reachNext}</p></noscript>`}
<p data-reach-restricted${!isRestricted(told) && html` hidden`}>${REPORT.reachRestricted}</p>
</section>`;
}

/** Where the script speaks. */
export const scriptWords = (): Html =>
  html`<div role="status" class="status" data-status hidden></div>
<div data-draft hidden><p class="hint">${SENDING.draft}</p>
<p><button type="button" class="button button-quiet">${SENDING.clear}</button></p></div>`;
