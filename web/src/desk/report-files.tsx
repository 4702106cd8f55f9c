import { type RefObject, useEffect, useEffectEvent } from 'react';
import { UPLOADS } from '#/web/src/api.ts';
import { useForm } from '#/web/src/form/form.tsx';
import { offerFiles } from '#/web/src/report/files.ts';
import { make } from '#/web/src/report/make.ts';
import { TYPED } from '#/web/src/text/report.ts';

const filesIn = (slot: HTMLElement | null, which: string): string =>
  [...(slot?.querySelectorAll<HTMLInputElement>(`input[name="file"]${which}`) ?? [])]
    .map(({ value }) => value)
    .join('\n');

/** What the list says that goes along, as one value of the form. */
export const listedFiles = (slot: HTMLElement | null): string => filesIn(slot, ':enabled');

/** The same list as in the public form. React leaves alone what stands in the slot. */
export function ReportFiles({ slot }: { slot: RefObject<HTMLDivElement | null> }) {
  const { values, set } = useForm();
  const keep = useEffectEvent(() => set('files', filesIn(slot.current, ':not([data-unsent])')));
  const begin = useEffectEvent((place: HTMLElement) => {
    const before = (values.files ?? '').split('\n').filter(Boolean);
    place.replaceChildren(...before.map((value) => make('input', { type: 'hidden', name: 'file', value })));
    offerFiles(place, UPLOADS);
  });
  useEffect(() => {
    const place = slot.current;
    if (place === null) return;
    const changed = () => keep();
    begin(place);
    place.addEventListener('change', changed);
    return () => place.removeEventListener('change', changed);
  }, [slot]);
  return (
    <div className="field">
      <p className="subhead">{TYPED.files}</p>
      <div ref={slot} />
    </div>
  );
}
