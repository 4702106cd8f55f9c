import { env } from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachmentsOf } from '#/functions/shared/mail/attachments.ts';
import { Hall } from '#/test/functions/hall.ts';
import { CORPUS } from './corpus.ts';
import { accepted, receive } from './receive.ts';

/** How many mails are tried: `HIKESHI_MAILS=100000 npx vitest run --project unit any-bytes` for a long night. */
const MAILS = Number(env.HIKESHI_MAILS ?? 300);
const MB = 1024 * 1024;
/** A row of the table holds no more than 400 KB. */
const LARGEST_EVENT = 300 * 1024;

/** What has a meaning to somebody who reads mail, and so may be misread. */
const TOKENS = [
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  '\0',
  ' ',
  '\t',
  '"',
  '\\',
  ';',
  ':',
  ',',
  '<',
  '>',
  '(',
  '@',
  '=',
  '=\r\n',
  '==',
  '--',
  '--b',
  '--b--',
  '\r\n--b\r\n',
  '\r\n--b--\r\n',
  '=?',
  '?=',
  '=?utf-8?B?',
  '=?ISO-2022-JP?B?GyRC?=',
  '=?x?q?=ZZ?=',
  '\u001b$B',
  '\u001b(B',
  '\u001b(I',
  '\u001b$(D',
  '\u001b',
  "filename*0*=utf-8''%E3",
  'filename*=',
  'charset=',
  '*999999=',
  'From: ',
  'Subject: ',
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'Content-Type: text/html\r\n',
  'Content-Type: message/rfc822\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'PK\u0003\u0004',
  'PK\u0005\u0006',
  '<style',
  '<!--',
  '-->',
  '<a href=',
  '<a ',
  '</a>',
  'https://a.example',
  "'",
  '</',
  '</style',
  '<br>',
  '<p>',
  '&#x110000;',
  '&amp',
  '&#',
  '&',
  '\u00ff',
  '\u00fe\u00ff',
  '\u0082\u00a0',
  '\u00a4\u00a2',
];

const token = fc.constantFrom(...TOKENS).map((text) => Buffer.from(text, 'latin1'));
const bytes = fc.uint8Array({ maxLength: 200 }).map((some) => Buffer.from(some));
const piece = fc.oneof(token, token, bytes);
const soup = fc.array(piece, { maxLength: 60 }).map((pieces) => Buffer.concat(pieces));
const stretched = fc
  .record({ head: soup, again: soup, size: fc.integer({ min: 0, max: MB }) })
  .map(({ head, again, size }) =>
    Buffer.concat([head, again.length > 0 ? Buffer.alloc(size, again) : again]),
  );

const FIELDS = ['Content-Type', 'Content-Disposition', 'Content-Transfer-Encoding', 'From', 'Subject', 'X'];
const field = fc
  .tuple(fc.constantFrom(...FIELDS), soup)
  .map(([name, value]) => Buffer.concat([Buffer.from(`${name}: `), value, Buffer.from('\r\n')]));
const header = fc.array(field, { maxLength: 6 }).map((fields) => Buffer.concat(fields));
const structured = fc.letrec<{ part: Buffer; leaf: Buffer; parts: Buffer }>((tie) => ({
  part: fc.oneof({ depthSize: 'medium' }, tie('leaf'), tie('parts')),
  leaf: fc.tuple(header, soup).map(([fields, body]) => Buffer.concat([fields, Buffer.from('\r\n'), body])),
  parts: fc
    .tuple(header, fc.constantFrom('b', 'c', 'd'), fc.array(tie('part'), { maxLength: 4 }))
    .map(([fields, boundary, all]) => {
      const type = Buffer.from(`Content-Type: multipart/mixed; boundary=${boundary}\r\n`);
      const cut = Buffer.from(`\r\n--${boundary}\r\n`);
      return Buffer.concat([type, fields, ...all.flatMap((one) => [cut, one]), cut]);
    }),
})).part;

/** A mail of the corpus after an accident or two. */
const mutated = fc
  .record({
    raw: fc.constantFrom(...CORPUS).map(({ raw }) => raw),
    accidents: fc.array(fc.record({ at: fc.nat(), lost: fc.nat(40), put: piece, moved: fc.nat() }), {
      minLength: 1,
      maxLength: 8,
    }),
  })
  .map(({ raw, accidents }) =>
    accidents.reduce((mail, { at, lost, put, moved }) => {
      const from = at % (mail.length + 1);
      const copied = mail.subarray(moved % (mail.length + 1)).subarray(0, lost);
      return Buffer.concat([mail.subarray(0, from), put, copied, mail.subarray(from + lost)]);
    }, raw),
  );

test(
  'R25 whatever bytes arrive, up to 1 MB, are one case, and their files can be told',
  async () => {
    const hall = await Hall.open();
    let count = 0;
    const mail = fc.oneof(soup, stretched, structured, mutated, mutated).map((all) => all.subarray(0, MB));
    await fc.assert(
      fc.asyncProperty(mail, async (raw) => {
        count += 1;
        const caseId = await receive(hall, raw, { messageId: `m${count}` });
        const body = await accepted(hall, caseId);
        expect(body.mail.problems).not.toContain('unreadable');
        expect(body.report.happened.isWellFormed()).toBe(true);
        expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(LARGEST_EVENT);
        const [original] = Object.values((await hall.case(caseId)).evidence);
        expect(original?.bytes).toBe(raw.length);
        const { files, left } = attachmentsOf(raw);
        expect([...files, ...left].reduce((sum, file) => sum + file.bytes, 0)).toBeLessThanOrEqual(
          raw.length,
        );
        expect(files.map(({ content: _, ...facts }) => facts)).toMatchObject(
          body.mail.attachments.map(({ bytes, marks }) => ({ bytes, marks })),
        );
      }),
      { numRuns: MAILS },
    );
  },
  Math.max(60_000, MAILS * 200),
);
