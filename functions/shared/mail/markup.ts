import PostalMime from 'postal-mime';

/** The text in markup. The parser turns markup into text only beside another part, and takes style sheets for text. */
export async function textOfMarkup(markup: string): Promise<string> {
  const shown = markup.split(/<\/style[^>]*>?/i).map((piece) => piece.split(/<style\b/i, 1));
  const boundary = crypto.randomUUID();
  const mixed = [
    `Content-Type: multipart/mixed; boundary=${boundary}\n`,
    `--${boundary}\n\n\n--${boundary}`,
    `Content-Type: text/html; charset=utf-8\n\n${shown.join('')}`,
  ].join('\n');
  return (await PostalMime.parse(mixed)).text ?? '';
}
