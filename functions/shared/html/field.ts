import { COMMON } from '#/core/text/pages.ts';
import { type Html, html } from '#/functions/shared/html/layout.ts';

/** One question of a form: what it is called, what was typed, and what is wrong with it. */
export interface Question {
  name: string;
  label: string;
  value: string;
  hint?: string;
  wrong?: string | undefined;
  required?: boolean;
}

export interface Choice {
  value: string;
  label: string;
}

const tag = (required: boolean | undefined): Html =>
  required
    ? html`<span class="tag tag-required">${COMMON.required}</span>`
    : html`<span class="tag">${COMMON.optional}</span>`;

const describedBy = ({ name, hint, wrong }: Question): Html | undefined => {
  const ids = [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(' ');
  return ids === '' ? undefined : html` aria-describedby="${ids}"`;
};

const state = (question: Question): Html =>
  html`${describedBy(question)}${question.wrong && html` aria-invalid="true"`}${question.required && html` required`}`;

const notes = ({ name, hint, wrong }: Question): Html => html`
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${wrong && html`<p class="wrong" id="${name}-wrong">${wrong}</p>`}`;

const field = (question: Question, control: Html): Html =>
  html`<div class="field${question.wrong && ' field-wrong'}">
<label for="${question.name}">${question.label}${tag(question.required)}</label>${notes(question)}
${control}
</div>`;

export const textInput = (question: Question, attributes: Html = html``): Html =>
  field(
    question,
    html`<input id="${question.name}" name="${question.name}" value="${question.value}"${attributes}${state(question)}>`,
  );

export const textArea = (question: Question): Html =>
  // A line end right after the tag is dropped by the parser, so that a text that begins with one keeps it.
  field(
    question,
    html`<textarea id="${question.name}" name="${question.name}" rows="4"${state(question)}>
${question.value}</textarea>`,
  );

export const select = (question: Question, choices: readonly Choice[]): Html =>
  field(
    question,
    html`<select id="${question.name}" name="${question.name}"${state(question)}>
${choices.map(({ value, label }) => html`<option value="${value}"${value === question.value && html` selected`}>${label}</option>`)}
</select>`,
  );

const radio = (question: Question, { value, label }: Choice, id: string): Html =>
  html`<label class="choice" for="${id}"><input type="radio" id="${id}" name="${question.name}" value="${value}"${value === question.value && html` checked`}${question.required && html` required`}><span>${label}</span></label>`;

/** Radio buttons, in named groups where there are many. The first carries the field's id, so that an error can lead to it. */
export function radios(
  question: Question,
  groups: readonly { name?: string; choices: readonly Choice[] }[],
): Html {
  const first = groups[0]?.choices[0]?.value;
  const idOf = (value: string) => (value === first ? question.name : `${question.name}-${value}`);
  const list = (choices: readonly Choice[]) =>
    choices.map((choice) => radio(question, choice, idOf(choice.value)));
  return html`<fieldset class="field${question.wrong && ' field-wrong'}"${describedBy(question)}>
<legend>${question.label}${tag(question.required)}</legend>${notes(question)}
${groups.map(({ name, choices }) =>
  name === undefined
    ? html`<div class="choices">${list(choices)}</div>`
    : html`<fieldset class="group"><legend>${name}</legend><div class="choices">${list(choices)}</div></fieldset>`,
)}
</fieldset>`;
}
