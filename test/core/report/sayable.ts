import fc from 'fast-check';
import { answersTo } from '#/core/case/facts.ts';
import { factsAsked } from '#/core/report/read.ts';
import { CONCERNED, type Report } from '#/core/report/report.ts';
import { wakayama } from '#/test/simulation/policy.ts';

/** A report as the inputs of the form would send it. */
const inputsOf = ({
  overlays = [],
  raised = [],
  answers = {},
  told = {},
  behalf,
  files = [],
  ...rest
}: Report) => [
  ...Object.entries(rest),
  ...raised.map((words) => ['raised', words]),
  ...overlays.map((id) => ['overlay', id]),
  ...Object.entries(answers).map(([id, text]) => [`answer.${id}`, text]),
  ...Object.entries(told).map(([fact, answer]) => [`told.${fact}`, answer]),
  ...Object.entries(behalf ?? {}).map(([name, value]) => [`behalf.${name}`, value]),
  ...files.map(({ fileId, bytes, name }) => ['file', `${fileId} ${bytes} ${name}`]),
];

const text = fc.string({ unit: 'grapheme', maxLength: 50 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const id = fc.stringMatching(/^[0-9a-f]{32}$/);
const time = fc.constantFrom('', '2026-11-20T17:23', '2028-02-29T00:00');

/** Whatever the form can say of a kind. */
export const reports = fc.constantFrom(...wakayama.kinds).chain(({ id: kind, questions, raisedBy }) => {
  const facts = [...new Set(questions.flatMap(factsAsked))];
  return fc.record({
    reportId: id,
    kind: fc.constant(kind),
    callback: text.map((given) => `1${given}`),
    noticedAt: time,
    section: fc.constantFrom('', ...wakayama.profile.sections.map((one) => one.id)),
    place: text,
    happened: text,
    done: text,
    personalData: fc.constantFrom('yes', 'no', 'unknown'),
    reporter: text,
    answers: fc.dictionary(fc.constantFrom(...questions.map((one) => one.id)), text),
    told: fc.record(Object.fromEntries(facts.map((fact) => [fact, fc.constantFrom(...answersTo(fact))])), {
      requiredKeys: [],
    }),
    raised: fc.subarray(raisedBy.map(({ words }) => words)),
    overlays: fc.subarray(wakayama.overlays.map((one) => one.id)),
    concerns: maybe(fc.constantFrom(...CONCERNED)),
    danger: maybe(fc.constantFrom('yes', 'no', 'unknown')),
    nightWatch: maybe(fc.constant('yes')),
    anonymous: maybe(fc.constant('yes')),
    behalf: fc.record({ who: text, contact: text, calledAt: time, section: fc.constant('') }),
    files: fc.array(fc.record({ fileId: id, name: text.map((given) => `a${given}`), bytes: fc.nat(1000) }), {
      maxLength: 3,
    }),
  });
});

export const bodyOf = (report: Report) =>
  new URLSearchParams(
    inputsOf(report).flatMap(([name = '', value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();
