import { SENDING } from '#/core/text/report-live.ts';
import { dropDraft, keepDraft, merged, readDraft, type Typed } from '#/web/src/report/draft.ts';
import { offerFiles } from '#/web/src/report/files.ts';
import { make } from '#/web/src/report/make.ts';
import { showReach } from '#/web/src/report/reach.ts';

/** Without this script every page works; with it, what is typed survives a reload and a lost network. */

/** Never kept apart from the page: which page it is, and which button was pressed. */
const NOT_TYPED = new Set(['step', 'early']);

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const fieldsOf = (form: HTMLFormElement): Field[] =>
  ([...form.elements] as Field[]).filter(({ name }) => !['', 'file'].includes(name) && !NOT_TYPED.has(name));

const stringsOf = (data: FormData): Typed =>
  [...data].flatMap(([name, value]): Typed => (typeof value === 'string' ? [[name, value]] : []));

const typedIn = (form: HTMLFormElement): Typed =>
  stringsOf(new FormData(form)).filter(([name]) => !NOT_TYPED.has(name));

function keep(form: HTMLFormElement): void {
  const names = new Set(['file', ...fieldsOf(form).map(({ name }) => name)]);
  const unsent = [...form.querySelectorAll<HTMLInputElement>('[data-unsent]')].map(({ value }) => value);
  const typed = typedIn(form).filter(([name, value]) => name !== 'file' || !unsent.includes(value));
  keepDraft(sessionStorage, merged(readDraft(sessionStorage), typed, names));
}

/** Puts back what was typed, and the id of the report with it. */
function restore(form: HTMLFormElement): void {
  const draft = readDraft(sessionStorage);
  for (const field of fieldsOf(form)) {
    const values = draft.flatMap(([name, value]) => (name === field.name ? [value] : []));
    if (values.length > 0) fill(field, values);
  }
  const listed = new FormData(form).getAll('file');
  for (const [name, value] of draft)
    if (name === 'file' && !listed.includes(value))
      form.append(make('input', { type: 'hidden', name, value }));
}

function fill(field: Field, values: readonly string[]): void {
  const isTicked = field.type === 'radio' || field.type === 'checkbox';
  if (!(field instanceof HTMLInputElement && isTicked)) {
    field.value = values[0] ?? '';
    return;
  }
  field.checked = values.includes(field.value);
  // What was chosen must be seen.
  if (field.checked && field.value !== '') field.closest('details')?.setAttribute('open', '');
}

function say(form: HTMLFormElement, words: string, more = ''): void {
  const place = form.querySelector<HTMLElement>('[data-status]');
  if (place === null) return;
  place.hidden = words === '';
  place.replaceChildren(...[words, more].filter(Boolean).map(paragraphOf));
  if (more !== '') place.scrollIntoView({ block: 'center' });
}

const paragraphOf = (words: string, at: number): HTMLElement =>
  make('p', {}, at === 0 ? make('strong', {}, words) : words);

/** What is kept on the machine is told, and can be taken away. */
function showDraft(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>('[data-draft]');
  if (place) place.hidden = readDraft(sessionStorage).length === 0;
}

let isSending = false;
let hasTurned = false;

function busy(form: HTMLFormElement, now: boolean): void {
  isSending = now;
  for (const button of form.querySelectorAll('button')) button.setAttribute('aria-disabled', String(now));
}

async function send(form: HTMLFormElement, pressed: HTMLButtonElement | null): Promise<void> {
  if (isSending) return;
  keep(form);
  busy(form, true);
  say(form, SENDING.sending);
  try {
    const body = new URLSearchParams(stringsOf(new FormData(form, pressed)));
    // The property of a button without one is the page itself.
    const action = pressed?.getAttribute('formaction') ?? form.action;
    const answer = await fetch(action, { method: 'POST', body });
    if (answer.redirected) {
      dropDraft(sessionStorage);
      location.assign(answer.url);
      return;
    }
    turnTo(await answer.text());
  } catch {
    say(form, SENDING.lost, SENDING.lostWords);
  }
  busy(form, false);
}

/** The next page of the form takes the place of this one; going back from it shows this one again. */
function turnTo(text: string): void {
  const next = new DOMParser().parseFromString(text, 'text/html');
  const main = next.querySelector('main');
  if (main === null) throw new Error('no page');
  history.pushState(null, '', '/report');
  hasTurned = true;
  document.title = next.title;
  document.querySelector('main')?.replaceWith(main);
  scrollTo(0, 0);
  (main.querySelector<HTMLElement>('[autofocus]') ?? main).focus();
  begin();
}

function begin(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-report]');
  if (form === null) return;
  if (!hasTurned && readDraft(sessionStorage).length > 0) say(form, SENDING.restored);
  restore(form);
  showDraft(form);
  showReach(form);
  const slot = form.querySelector<HTMLElement>('[data-files]');
  if (slot) offerFiles(slot, { path: '/reports/files', headers: () => ({}) });
  form.querySelector('[data-draft] button')?.addEventListener('click', () => {
    dropDraft(sessionStorage);
    location.assign('/report');
  });
  const changed = () => {
    keep(form);
    showDraft(form);
    showReach(form);
  };
  form.addEventListener('input', changed);
  // Whether a file was sent is no input of a person's.
  form.addEventListener('change', changed);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form, event.submitter as HTMLButtonElement | null);
  });
}

// A place on a page that was turned to is no place in the history: going there by its address would load another page.
addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
  const target = link && document.getElementById(link.getAttribute('href')?.slice(1) ?? '');
  if (!target) return;
  event.preventDefault();
  if (target.localName !== 'summary') target.closest('details')?.setAttribute('open', '');
  target.scrollIntoView({ block: 'center' });
  target.focus({ preventScroll: true });
});
addEventListener('popstate', () => {
  if (hasTurned) location.reload();
});
addEventListener('pageshow', ({ persisted }) => {
  const form = document.querySelector<HTMLFormElement>('form[data-report]');
  if (!persisted || form === null) return;
  busy(form, false);
  say(form, '');
});
begin();
