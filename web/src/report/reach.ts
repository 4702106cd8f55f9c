import { type Hearers, isRestricted, reaches, type Told } from '#/core/report/reaches.ts';
import { reachWords } from '#/core/text/report-live.ts';
import { make } from '#/web/src/report/make.ts';

interface Facts {
  hearers: Hearers;
  names: Record<string, string>;
  desk: string;
  /** Where it was chosen on the page before. */
  section: string;
}

/** Keeps true what the page says of whom the report reaches. */
export function showReach(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>('[data-reach]');
  if (place === null) return;
  const { hearers, ...facts } = JSON.parse(place.dataset.reach ?? '{}') as Facts;
  const typed = new FormData(form);
  const of = (name: string) => String(typed.get(name) ?? '');
  const told = {
    kind: of('kind'),
    section: of('section'),
    overlays: typed.getAll('overlay').map(String),
    ...(of('concerns') && { concerns: of('concerns') }),
    ...(of('told.protectedPersons') && { told: { protectedPersons: of('told.protectedPersons') } }),
  } as Told;
  const chosen = form.querySelector<HTMLSelectElement>('select[name=section]');
  const section = chosen === null ? facts.section : (chosen.selectedOptions[0]?.text ?? '');
  const isVacant = hearers.vacant.includes(told.section);
  const lines = reaches(told, hearers).map((post) => reachWords(post, { ...facts, section, isVacant }));
  const list = place.querySelector('ul');
  if (list && [...list.children].map((item) => item.textContent).join() !== lines.join())
    list.replaceChildren(...lines.map((line) => make('li', {}, line)));
  hide(place, '[data-reach-more]', told.section !== '');
  hide(place, '[data-reach-restricted]', !isRestricted(told));
}

function hide(place: HTMLElement, what: string, hidden: boolean): void {
  const found = place.querySelector<HTMLElement>(what);
  if (found) found.hidden = hidden;
}
