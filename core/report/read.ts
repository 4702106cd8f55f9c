import type { Kind } from '#/core/policy/kind.ts';
import { kindOf, type Policy } from '#/core/policy/policy.ts';
import { anonymousReportSchema, type Report, reportSchema } from '#/core/report/report.ts';
import { isOwn } from '#/core/report/sender.ts';

/** `form`: from inside the municipality's network, whatever can be said. `slip`: from anywhere else, nothing that is secret. */
export type Door = 'form' | 'slip';

/** The inputs of the form by name, and what was typed into them. */
export type ReadReport =
  | { ok: true; report: Report }
  /** `wrong`: the inputs that must be put right. `outside`: more was sent than this door takes. */
  | { ok: false; form: URLSearchParams; wrong: string[]; outside?: true };

const LINES = [
  'reportId',
  'kind',
  'callback',
  'noticedAt',
  'section',
  'place',
  'happened',
  'done',
  'personalData',
  'reporter',
] as const;
/** Left out of the report where nothing was typed or chosen. */
const OPTIONS = ['danger', 'nightWatch', 'anonymous', 'mail', 'concerns'] as const;

/** All that may be said from outside. `early` is the button that sends before the rest was asked. */
const SLIP = ['reportId', 'kind', 'callback', 'danger', 'nightWatch', 'early'];
/** The overlay of a report about somebody to whom it would be told: its own question sets it. */
export const SUPERIOR = 'superior';
/** What stands in a form that nobody has filled in. */
const UNSAID = ['', 'unknown'];

/** A form body, with one form of line end: a retried report must be the same as the first. */
export function formOf(body: string): URLSearchParams {
  const form = new URLSearchParams(body);
  return new URLSearchParams([...form].map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]));
}

/** The facts that a question asks for as choices; whether personal data is concerned is asked of every kind. */
export const factsAsked = ({ facts }: Kind['questions'][number]) =>
  facts.filter((fact) => fact !== 'personalData');

/** Reads a form body. What cannot be accepted is given back with everything that was entered. */
export function readReport(body: string, { policy, door }: { policy: Policy; door: Door }): ReadReport {
  const form = formOf(body);
  if (door === 'slip' && saysTooMuch(form)) return { ok: false, form, wrong: [], outside: true };
  const schema = form.get('anonymous') === 'yes' ? anonymousReportSchema : reportSchema;
  const result = schema.safeParse(reportIn(form, policy));
  const wrong = result.success
    ? strangeTo(policy, result.data)
    : result.error.issues.map(({ path }) => inputOf(path));
  return result.success && wrong.length === 0
    ? { ok: true, report: result.data }
    : { ok: false, form, wrong: [...new Set(wrong)] };
}

const saysTooMuch = (form: URLSearchParams): boolean =>
  [...form].some(([name, value]) => !SLIP.includes(name) && !UNSAID.includes(value));

function reportIn(form: URLSearchParams, policy: Policy): Record<string, unknown> {
  const filled = (names: readonly string[]) => names.filter((name) => (form.get(name) ?? '').trim() !== '');
  const taken = (names: readonly string[]) => names.map((name) => [name, form.get(name)]);
  const lines = Object.fromEntries(taken(LINES.filter((name) => form.has(name))));
  // Whoever sends before finding out need not know what it is.
  const kind = form.get('early') && !lines.kind ? { kind: policy.kinds.at(-1)?.id } : {};
  const superior =
    form.get('concerns') && policy.overlays.some(({ id }) => id === SUPERIOR) ? [SUPERIOR] : [];
  const parts = {
    overlays: [...new Set([...form.getAll('overlay'), ...superior])],
    raised: [...new Set(form.getAll('raised'))],
    answers: underName(form, 'answer.'),
    told: underName(form, 'told.', 'unknown'),
    behalf: underName(form, 'behalf.'),
    files: form.getAll('file').map(fileOf),
  };
  return {
    ...lines,
    ...kind,
    ...Object.fromEntries(taken(filled(OPTIONS))),
    ...Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0)),
  };
}

/** The inputs whose names begin so, by the rest of their names, but for those in which nothing is said. */
const underName = (form: URLSearchParams, start: string, unsaid = ''): Record<string, string> =>
  Object.fromEntries(
    [...form]
      .filter(([name, value]) => name.startsWith(start) && value.trim() !== '' && value !== unsaid)
      .map(([name, value]) => [name.slice(start.length), value])
      // Of one that was sent twice the first counts, as with every other.
      .reverse(),
  );

/** A file that was sent ahead: its id, its size and its name, with a space between. */
function fileOf(sent: string): unknown {
  const [fileId = '', bytes = '', ...name] = sent.split(' ');
  return { fileId, bytes: Number(bytes), name: name.join(' ') };
}

const LISTS: Record<string, string> = { overlays: 'overlay', files: 'file' };
const GROUPS: Record<string, string> = { answers: 'answer', told: 'told', behalf: 'behalf' };

/** Which input of the form a part of the report comes from. */
function inputOf([first, second]: PropertyKey[]): string {
  const name = String(first);
  const group = GROUPS[name];
  return group === undefined ? (LISTS[name] ?? name) : `${group}.${String(second)}`;
}

/** What is well written and yet means nothing here: the policy may have changed since the form was opened. */
function strangeTo(policy: Policy, report: Report): string[] {
  const { profile, kinds, overlays } = policy;
  const known = (among: readonly { id: string }[], ids: readonly string[]) =>
    ids.every((id) => among.some((one) => one.id === id));
  const { questions, raisedBy } = kindOf(policy, report.kind);
  const facts: string[] = questions.flatMap(factsAsked);
  const sections = [{ id: '' }, ...profile.sections];
  const checks = {
    kind: known(kinds, [report.kind]),
    section: known(sections, [report.section]),
    'behalf.section': known(sections, [report.behalf?.section ?? '']),
    overlay: known(overlays, report.overlays ?? []),
    raised: (report.raised ?? []).every((ticked) => raisedBy.some(({ words }) => words === ticked)),
    answer:
      known(questions, Object.keys(report.answers ?? {})) &&
      Object.keys(report.told ?? {}).every((fact) => facts.includes(fact)),
    mail: report.mail === undefined || isOwn(report.mail, profile.mail.ownDomains),
    anonymous: report.anonymous === undefined || profile.anonymous.allowed,
  };
  return Object.entries(checks).flatMap(([name, holds]) => (holds ? [] : [name]));
}
