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

const choicesField = (question: Question, controls: Html | Html[]): Html =>
  html`<fieldset class="field${question.wrong && ' field-wrong'}"${describedBy(question)}>
<legend>${question.label}${tag(question.required)}</legend>${notes(question)}
${controls}
</fieldset>`;

/** Radio buttons. The first carries the field's id, so that an error can lead to it. */
export const radios = (question: Question, choices: readonly Choice[]): Html =>
  choicesField(
    question,
    html`<div class="choices">${choices.map((choice, index) =>
      radio(question, choice, index === 0 ? question.name : `${question.name}-${choice.value}`),
    )}</div>`,
  );

/** Boxes to tick. The first carries the field's id. What stands below a box is shown once it is ticked. */
export const boxes = (
  { chosen, ...question }: Omit<Question, 'value'> & { chosen: readonly string[] },
  choices: readonly (Choice & { below?: Html })[],
): Html =>
  choicesField(
    { ...question, value: '' },
    html`<div class="choices choices-wide">${choices.map(({ value, label, below }, index) => {
      const id = index === 0 ? question.name : `${question.name}-${value}`;
      const about = below && html` aria-describedby="${id}-below"`;
      return html`<div class="ticked"><label class="choice" for="${id}"><input type="checkbox" id="${id}" name="${question.name}" value="${value}"${chosen.includes(value) && html` checked`}${about}><span>${label}</span></label>
${below && html`<div class="below" id="${id}-below">${below}</div>`}</div>`;
    })}</div>`,
  );

/** One box to tick, for a question that is answered by it alone. */
export const box = (question: Question): Html =>
  html`<div class="field${question.wrong && ' field-wrong'}">
<label class="choice" for="${question.name}"><input type="checkbox" id="${question.name}" name="${question.name}" value="yes"${question.value === 'yes' && html` checked`}${state(question)}><span>${question.label}</span></label>${notes(question)}
</div>`;

/** Radio buttons where there are many: groups to open, of which the first carries the field's id. */
export const foldedRadios = (
  question: Question,
  groups: readonly { name: string; choices: readonly Choice[] }[],
): Html =>
  choicesField(
    question,
    groups.map(
      ({ name, choices }, index) =>
        html`<details class="group"${choices.some(({ value }) => value === question.value) && html` open`}>
<summary${index === 0 && html` id="${question.name}"`}>${name}</summary>
<div class="choices">${choices.map((choice) => radio(question, choice, `${question.name}-${choice.value}`))}</div>
</details>`,
    ),
  );
