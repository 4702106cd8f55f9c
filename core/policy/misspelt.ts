/** Whether so many letters put in, taken out or replaced make the one word of the other. */
function within(edits: number, one: string, other: string): boolean {
  if (one === other) return true;
  if (edits === 0) return false;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const [left, right] = [one.slice(same), other.slice(same)];
  return (
    within(edits - 1, left.slice(1), right.slice(1)) ||
    within(edits - 1, left.slice(1), right) ||
    within(edits - 1, left, right.slice(1))
  );
}

/** The known id that was probably meant. `legal-2` is a second one, not a slip. */
export const meantBy = (id: string, known: readonly string[]): string | undefined =>
  known.includes(id) || known.some((other) => id.startsWith(`${other}-`))
    ? undefined
    : known.find((other) => within(2, id, other));
