import type { Problem } from '#/core/report/mail-parts.ts';
import { isText } from '#/functions/shared/mail/attachments.ts';
import { decodeText } from '#/functions/shared/mail/charset.ts';
import type { Entity } from '#/functions/shared/mail/entities.ts';
import { textOfMarkup } from '#/functions/shared/mail/markup.ts';
import { undo } from '#/functions/shared/mail/transfer.ts';

/** Of all parts together. A case shows far less; markup may be long and say little. */
const MOST_BYTES = 1024 * 1024;

interface Piece {
  choice: object | undefined;
  isMarkup: boolean;
  text: string;
}

/** What the sender wrote. Of a part said in several ways the plain one is taken, unless it is empty. */
export function textOf(entities: readonly Entity[], problems: Set<Problem>): string {
  const pieces: Piece[] = [];
  let left = MOST_BYTES;
  for (const entity of entities.filter(isText)) {
    if (entity.body.length > left) problems.add('too-large');
    pieces.push(pieceOf(entity, left, problems));
    left = Math.max(0, left - entity.body.length);
  }
  const chosen = pieces.filter(
    (piece) => piece.choice === undefined || piece.isMarkup !== hasPlain(pieces, piece),
  );
  return chosen.map(({ isMarkup, text }) => (isMarkup ? textOfMarkup(text) : text)).join('\n');
}

const hasPlain = (pieces: readonly Piece[], { choice }: Piece): boolean =>
  pieces.some((other) => other.choice === choice && !other.isMarkup && other.text.trim() !== '');

function pieceOf({ type, encoding, body, choice }: Entity, most: number, problems: Set<Problem>): Piece {
  const cut = body.length > most;
  const { bytes, broken } = undo(encoding, body.subarray(0, most));
  const { text, problem } = decodeText(bytes, type.plain.get('charset'), cut);
  if (broken) problems.add('broken-encoding');
  if (problem) problems.add(problem);
  if (text.includes('\0')) problems.add('nul');
  return { choice, isMarkup: type.value === 'text/html', text: unflowed(type, text.replaceAll('\0', '')) };
}

/** Lines that a mail program broke for the way are one again (RFC 3676). */
function unflowed({ plain }: Entity['type'], text: string): string {
  if (plain.get('format')?.toLowerCase() !== 'flowed') return text;
  const joint = plain.get('delsp')?.toLowerCase() === 'yes' ? '' : ' ';
  return text.replaceAll(/(?<!^--) \r?\n ?/gm, joint).replaceAll(/^ /gm, '');
}
