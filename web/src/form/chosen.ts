/** What is ticked in a group of boxes, as one value of a form. */
export const chosenIn = (value: string): string[] => value.split(' ').filter(Boolean);

/** The value after one box was pressed. A box that stands alone, such as "not known yet", takes all others away. */
export function toggled(value: string, pressed: string, alone: readonly string[]): string {
  if (alone.includes(pressed)) return pressed;
  const others = chosenIn(value).filter((it) => !alone.includes(it) && it !== pressed);
  const now = chosenIn(value).includes(pressed) ? others : [...others, pressed];
  return now.join(' ') || (alone[0] ?? '');
}
