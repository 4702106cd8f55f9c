import { admit, type Listed, listedIn, nameOf, newFileId, valueFor } from '#/web/src/report/chosen-files.ts';
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

const isUnderWay = ({ state }: Item): boolean => state === 'waiting' || state === 'sending';

/** Lets files be chosen for the form in which the slot is, and sends them ahead while the rest is filled in. */
export function offerFiles(slot: HTMLElement, route: UploadRoute): void {
  const form = slot.closest('form');
  if (form === null) return;
  const items: Item[] = [];
  let busy = false;
  /** The form was to be sent while files were under way. */
  let held: { by: HTMLElement | null } | undefined;

  const chooser = make('input', { type: 'file', multiple: true, id: 'files', className: 'files-input' });
  const limits = make('p', { className: 'hint', id: 'files-hint', textContent: FILES.limits });
  chooser.setAttribute('aria-describedby', limits.id);
  const list = make('ul', { className: 'files-list', ariaLabel: FILES.list, hidden: true });
  const said = make('p', { className: 'files-said', role: 'status' });
  const label = make('label', { htmlFor: chooser.id, className: 'button button-second' }, FILES.choose);
  const drop = make('div', { className: 'files-drop' }, chooser, label, make('span', {}, FILES.drop));
  const before = [...form.querySelectorAll<HTMLInputElement>('input[type="hidden"][name="file"]')];

  function show(item: Item): void {
    const { state, status, progress, retry, input } = item;
    progress.hidden = state !== 'sending';
    retry.hidden = state !== 'failed';
    input.disabled = state !== 'sent';
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
    list.append(item.line);
    list.hidden = false;
    items.push(item);
    show(item);
  }

  function takeOut(item: Item): void {
    item.stop.abort();
    items.splice(items.indexOf(item), 1);
    item.line.remove();
    list.hidden = items.length === 0;
    said.textContent = FILES.removed(item.name);
    chooser.focus();
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
    show(item);
    said.textContent = state === 'sent' ? FILES.done(name) : FILES[state];
    changed();
  }

  /** The form waited for the files; where one did not get through, a person decides. */
  function release(): void {
    const waits = held;
    held = undefined;
    if (waits && items.every(({ state }) => state === 'sent')) form?.requestSubmit(waits.by);
  }

  /** For whoever keeps a draft of the form. */
  const changed = () => slot.dispatchEvent(new Event('change', { bubbles: true }));

  function take(chosen: readonly File[]): void {
    const { taken, said: refusals } = admit(items.length, chosen);
    for (const file of taken) add({ fileId: newFileId(), bytes: file.size, name: nameOf(file.name) }, file);
    said.textContent = [...(taken.length > 0 ? [FILES.added(taken.length)] : []), ...refusals].join('');
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
      if (open === 0 || held) {
        // What was not sent is listed as well: the desk learns that it is missing.
        for (const { input } of items) input.disabled = false;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      held = { by: event.submitter };
      said.textContent = FILES.holdOn(open);
    },
    { capture: true },
  );

  slot.replaceChildren(drop, limits, list, said);
  slot.hidden = false;
  for (const { value } of before) add(listedIn(value));
  for (const input of before) input.remove();
}

const act = (words: string, name: string, run: () => void): HTMLButtonElement => {
  const button = make(
    'button',
    { type: 'button', className: 'button button-second', ariaLabel: FILES.of(words, name) },
    words,
  );
  button.addEventListener('click', run);
  return button;
};
