import type { Problem } from '#/core/report/mail-parts.ts';

const MB = 1024 * 1024;
const HEAD = 'From: a@b.example\r\nSubject: x\r\n';

/** So many bytes of the same text again and again. */
const run = (text: string, bytes: number) => Buffer.alloc(bytes, text);
const joined = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const mixed = (...parts: (string | Buffer)[]) =>
  joined(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n`, ...parts, '\r\n--b--\r\n');
const text = '--b\r\nContent-Type: text/plain\r\n\r\n';
const file = '\r\n--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n';

const nested = (depth: number) =>
  Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  );

/** Mails that somebody might send us, by mistake or not, and what its case says could not be read. */
export const HOSTILE: [name: string, mail: Buffer, problems: Problem[], happened: RegExp][] = [
  ['nothing at all', Buffer.alloc(0), ['no-text', 'no-subject'], /^$/],
  ['no header', joined('\r\nhelp'), ['no-subject'], /^help$/],
  ['no subject and no sender', joined('To: desk@city.example\r\n\r\nhelp'), ['no-subject'], /^help$/],
  [
    'bytes that are no text',
    Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0d, 0x0a]),
    ['no-text', 'no-subject'],
    /^$/,
  ],
  [
    'broken base64',
    joined(`${HEAD}Content-Transfer-Encoding: base64\r\n\r\n5aCx5ZG!!!K=\r\n=`),
    ['broken-encoding'],
    /^報告/,
  ],
  [
    'a charset nobody knows',
    joined(`${HEAD}Content-Type: text/plain; charset=x-none\r\n\r\nhelp`),
    ['unknown-charset'],
    /help/,
  ],
  ['only a picture', mixed(file, 'AAAA'), ['no-text'], /^$/],
  ['half a character', joined(`${HEAD}\r\n`, '😀'.repeat(2001)), ['long-text'], /^(😀){2000}$/u],
  [
    'half a character at the cut',
    joined(`${HEAD}\r\na`, '😀'.repeat(2001)),
    ['long-text'],
    /^a(😀){1999}\uFFFD$/u,
  ],
  [
    'markup that never closes',
    joined(`${HEAD}Content-Type: text/html\r\n\r\n<p>help&amp;</p>`, run('<style ', MB / 2)),
    [],
    /^help&/,
  ],
  [
    'markup of links that never close',
    joined(`${HEAD}Content-Type: text/html\r\n\r\n<p>help</p>`, run('<a href=', MB)),
    ['too-large'],
    /^help$/,
  ],
  ['10,000 parts', mixed(`${text}x\r\n`.repeat(10_000)), ['too-many-parts'], /^x\s+x/],
  ['parts in parts, 300 deep', joined(HEAD, ...nested(300), `\r\nhelp`), ['too-deep', 'no-text'], /^$/],
  ['parts in parts, 90 deep', joined(HEAD, ...nested(90), `\r\nhelp`), [], /^help$/],
  ['parts in parts, 1,000 deep', joined(HEAD, ...nested(1000), `\r\nhelp`), ['too-deep', 'no-text'], /^$/],
  [
    'a header of 1 MB',
    joined(run(`X-Long: ${'x'.repeat(90)}\r\n`, MB), `${HEAD}\r\nhelp`),
    ['too-large', 'no-subject'],
    /^help$/,
  ],
  [
    'a subject of encoded words',
    joined('Subject: ', run('=?utf-8?B?44GC?= ', 200_000), '\r\n\r\nhelp'),
    [],
    /^help$/,
  ],
  ['a file of 30 MB', mixed(text, 'help', file, run(`${'QUJD'.repeat(19)}\r\n`, 30 * MB)), [], /^help$/],
  ['100,000 empty lines', joined(`${HEAD}\r\nhelp`, run('\r\n', 200_000)), [], /^help$/],
  ['40 MB of empty lines', joined(`${HEAD}\r\nhelp`, run('\r\n', 40 * MB)), ['too-large'], /^help$/],
  [
    '40 MB on one line',
    joined(`${HEAD}\r\n`, run('help', 40 * MB)),
    ['too-large', 'long-text'],
    /^(help){1000}$/,
  ],
];
