import {
  admit,
  type Listed,
  listedIn,
  nameOf,
  newFileId,
  type Refused,
  valueFor,
} from '#/web/src/report/chosen-files.ts';
import { make } from '#/web/src/report/make.ts';
import { type Sent, sendFile, type UploadRoute } from '#/web/src/report/send-file.ts';
import { FILES, sizeWords } from '#/web/src/text/files.ts';

interface Item extends Listed {
  /** Not there where the form came back with a file that was sent before. */
  file?: File;
  state: 'waiting' | 'sending' | Sent;
  stop: AbortController;
  line: HTMLLIElement;
  /** What the form says of the file. As long as it is not sent, a draft must not say so. */
  input: HTMLInputElement;
  status: HTMLElement;
  progress: HTMLProgressElement;
  retry: HTMLButtonElement;
}

/** A form that came back with something to put right is a new form: what was not sent is sent from there. */
const unsent = new Map<string, File>();

const isUnderWay = ({ state }: Item): boolean => state === 'waiting' || state === 'sending';

/** Lets files be chosen for the form in which the slot is, and sends them ahead while the rest is filled in. */
export function offerFiles(slot: HTMLElement, route: UploadRoute): void {
  const form = slot.closest('form');
  if (form === null) return;
  const items: Item[] = [];
  let busy = false;
  /** The form was to be sent while files were under way. */
  let held: { by: HTMLElement | null } | undefined;
  /** A person has said that it be sent without the files that did not get through. */
  let agreed = false;

  const chooser = make('input', { type: 'file', multiple: true, id: 'files', className: 'files-input' });
  const limits = make('p', { className: 'hint', id: 'files-hint', textContent: FILES.limits });
  chooser.setAttribute('aria-describedby', limits.id);
  const list = make('ul', { className: 'files-list', ariaLabel: FILES.list, hidden: true });
  const said = make('p', { className: 'files-said', role: 'status' });
  const question = make('div', { className: 'files-ask', hidden: true });
  const label = make('label', { htmlFor: chooser.id, className: 'button button-second' }, FILES.choose);
  const drop = make('div', { className: 'files-drop' }, chooser, label, make('span', {}, FILES.drop));
  const before = [...form.querySelectorAll<HTMLInputElement>('input[type="hidden"][name="file"]')];

  function show(item: Item): void {
    const { state, status, progress, retry, input } = item;
    progress.hidden = state !== 'sending';
    retry.hidden = state !== 'failed';
    input.disabled = state !== 'sent';
    input.toggleAttribute('data-unsent', state !== 'sent');
    if (state !== 'sending') status.textContent = FILES[state];
  }

  function add(listed: Listed, file?: File): void {
    const { name, bytes } = listed;
    const item: Item = {
      ...listed,
      ...(file && { file }),
      state: file ? 'waiting' : 'sent',
      stop: new AbortController(),
      line: make('li', {}),
      input: make('input', { type: 'hidden', name: 'file', value: valueFor(listed) }),
      status: make('span', { className: 'files-state' }),
      progress: make('progress', { max: 1, value: 0, ariaLabel: FILES.progress(name) }),
      retry: act(FILES.retry, name, () => void again(item)),
    };
    const remove = act(FILES.remove, name, () => takeOut(item));
    const what = make('span', { className: 'files-name' }, `${name}（${sizeWords(bytes)}）`);
    item.line.append(what, item.status, item.progress, item.retry, remove, item.input);
    if (file) unsent.set(item.fileId, file);
    list.append(item.line);
    list.hidden = false;
    items.push(item);
    show(item);
  }

  /** Stays in the list until a person takes it out: what is said once is overwritten by what is said next. */
  function refuse({ name, words }: Refused): void {
    const remove = act(FILES.remove, name, () => strike(line, name));
    const line = make('li', {}, make('span', { className: 'files-state' }, words), remove);
    list.append(line);
    list.hidden = false;
  }

  function strike(line: HTMLLIElement, name: string): void {
    line.remove();
    list.hidden = list.childElementCount === 0;
    said.textContent = FILES.removed(name);
    chooser.focus();
  }

  function takeOut(item: Item): void {
    item.stop.abort();
    unsent.delete(item.fileId);
    items.splice(items.indexOf(item), 1);
    strike(item.line, item.name);
    changed();
  }

  async function again(item: Item): Promise<void> {
    item.state = 'waiting';
    show(item);
    await sendAll();
  }

  /** One after the other: a slow line is not made slower, and the first is through soon. */
  async function sendAll(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = waiting(); next; next = waiting()) await send(next);
    busy = false;
    release();
  }

  const waiting = () => items.find(({ state }) => state === 'waiting');

  async function send(item: Item): Promise<void> {
    const { file, fileId, name, stop, status, progress } = item;
    if (file === undefined) return;
    item.state = 'sending';
    show(item);
    const state = await sendFile({
      route,
      file,
      fileId,
      signal: stop.signal,
      progress(share) {
        progress.value = share;
        status.textContent = FILES.sending(Math.floor(share * 100));
      },
    });
    if (stop.signal.aborted) return;
    item.state = state;
    if (state === 'sent') unsent.delete(fileId);
    show(item);
    said.textContent = state === 'sent' ? FILES.done(name) : FILES[state];
    changed();
  }

  /** The form waited for the files; where one did not get through, a person decides. */
  function release(): void {
    const waits = held;
    held = undefined;
    if (waits && !askWhetherWithout(waits.by)) form?.requestSubmit(waits.by);
  }

  /** Nothing is left out unseen. */
  function askWhetherWithout(by: HTMLElement | null): boolean {
    const open = items.filter(({ state }) => state !== 'sent');
    if (open.length === 0) return false;
    const failed = open.filter(({ state }) => state === 'failed');
    const words = make('p', { tabIndex: -1 }, FILES.unsent(open.map(({ name }) => name)));
    const retry = button(FILES.sendAgain, () => {
      question.hidden = true;
      holdFor(by, failed.length);
      for (const item of failed) item.state = 'waiting';
      failed.forEach(show);
      void sendAll();
    });
    const without = button(FILES.sendWithout, () => {
      question.hidden = true;
      agreed = true;
      form?.requestSubmit(by);
    });
    const hint = make('p', {}, FILES.unsentWords);
    question.replaceChildren(words, hint, ...(failed.length > 0 ? [retry] : []), without);
    question.hidden = false;
    words.focus();
    return true;
  }

  function holdFor(by: HTMLElement | null, count: number): void {
    held = { by };
    said.textContent = FILES.holdOn(count);
  }

  function changed(): void {
    question.hidden = true;
    // For whoever keeps a draft of the form.
    slot.dispatchEvent(new Event('change', { bubbles: true }));
  }

  function take(chosen: readonly File[]): void {
    const { taken, refused } = admit(items.length, chosen);
    for (const file of taken) add({ fileId: newFileId(), bytes: file.size, name: nameOf(file.name) }, file);
    refused.forEach(refuse);
    const added = taken.length > 0 ? [FILES.added(taken.length)] : [];
    said.textContent = [...added, ...refused.map(({ words }) => words)].join('');
    void sendAll();
  }

  chooser.addEventListener('change', () => {
    take([...(chooser.files ?? [])]);
    chooser.value = '';
  });
  drop.addEventListener('dragover', (event) => event.preventDefault());
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    take([...(event.dataTransfer?.files ?? [])]);
  });
  // Before whoever else listens, so that a form that waits is not thought to be sent.
  form.addEventListener(
    'submit',
    (event) => {
      const open = items.filter(isUnderWay).length;
      const waits = open > 0 && held === undefined && !agreed;
      if (waits) holdFor(event.submitter, open);
      if (waits || (held === undefined && !agreed && askWhetherWithout(event.submitter))) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      agreed = false;
      // What was not sent is listed as well: the desk learns that it is missing.
      for (const { input } of items) input.disabled = false;
    },
    { capture: true },
  );

  slot.replaceChildren(drop, limits, list, said, question);
  slot.hidden = false;
  for (const { value } of before) {
    const listed = listedIn(value);
    add(listed, unsent.get(listed.fileId));
  }
  for (const input of before) input.remove();
  void sendAll();
}

const act = (words: string, name: string, run: () => void): HTMLButtonElement =>
  Object.assign(button(words, run), { ariaLabel: FILES.of(words, name) });

const button = (words: string, run: () => void): HTMLButtonElement => {
  const made = make('button', { type: 'button', className: 'button button-second' }, words);
  made.addEventListener('click', run);
  return made;
};
