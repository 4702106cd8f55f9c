/** The names that mail programs write; all others stay as they are. */
const NAMED = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    ensp: '\u2002',
    emsp: '\u2003',
    thinsp: '\u2009',
    zwnj: '\u200c',
    zwj: '\u200d',
    shy: '\u00ad',
    copy: '©',
    reg: '®',
    trade: '™',
    sect: '§',
    para: '¶',
    deg: '°',
    plusmn: '±',
    times: '×',
    divide: '÷',
    frac12: '½',
    yen: '¥',
    euro: '€',
    pound: '£',
    cent: '¢',
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    laquo: '«',
    raquo: '»',
    bull: '•',
    middot: '·',
    larr: '←',
    uarr: '↑',
    rarr: '→',
    darr: '↓',
  }),
);
const WINDOWS = new TextDecoder('windows-1252');
const REFERENCE = /&(?:#x([\da-f]+);?|#(\d+);?|([a-z\d]+);)/gi;

/** Text in which characters are no longer written by their name or number. */
export const decodeReferences = (text: string): string =>
  text.replaceAll(REFERENCE, (written, hex?: string, decimal?: string, name = '') => {
    if (hex === undefined && decimal === undefined) return NAMED.get(name) ?? written;
    return character(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });

function character(code: number): string {
  // Programs write the numbers that characters have in windows-1252.
  if (code >= 0x80 && code <= 0x9f) return WINDOWS.decode(Uint8Array.of(code));
  const isNone = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return isNone ? '\uFFFD' : String.fromCodePoint(code);
}
