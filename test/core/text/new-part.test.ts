import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newPart } from '#/core/text/new-part.ts';

const NOTICE = ['統一的な窓口 の方へ', '', '確認番号　123456', '――'];
const quoted = NOTICE.map((line) => `> ${line}`);

const ANSWERS: [program: string, lines: string[], answer: string][] = [
  ['no quote at all', ['分かりました。', '', '山田'], '分かりました。\n\n山田'],
  [
    'Outlook in Japanese',
    ['分かりました。', '', '-----元のメッセージ-----', 'From: 火消し', ...NOTICE],
    '分かりました。',
  ],
  [
    'Outlook in English',
    ['ok', '', '-----Original Message-----', 'From: Hikeshi', 'Sent: Friday', ...NOTICE],
    'ok',
  ],
  [
    'new Outlook',
    ['分かりました。', '________________________________', '差出人: 火消し', ...NOTICE],
    '分かりました。',
  ],
  [
    'a copied head',
    [
      '分かりました。',
      '',
      '差出人: 火消し <a@city.example>',
      '送信日時: 2026年11月20日',
      '宛先: b',
      ...NOTICE,
    ],
    '分かりました。',
  ],
  ['Gmail', ['ok', '', '2026年11月20日(金) 17:23 火消し <a@city.example>:', '', ...quoted], 'ok'],
  [
    'Gmail, wrapped',
    ['ok', '', '2026年11月20日(金) 17:23 火消し <a@hikeshi.city.example', '>:', ...quoted],
    'ok',
  ],
  ['Apple', ['ok', '', '2026/11/20 17:23、火消し <a@city.example>のメール:', '', ...quoted], 'ok'],
  ['Thunderbird', ['On 2026/11/20 17:23, 火消し wrote:', ...quoted, 'ok'], 'ok'],
  [
    'an answer between the quotes',
    [...quoted, '三人です。', ...quoted, '昨日です。'],
    '三人です。\n昨日です。',
  ],
  ['without marks', ['ok', 'On Fri, Nov 20, 2026 at 5:23 PM Hikeshi wrote:', ...NOTICE], 'ok'],
  ['nothing new', quoted, quoted.join('\n')],
  [
    'a colon is no quote',
    ['次のとおりです：', '2026年11月20日に見つけました。', '人数：3'],
    '次のとおりです：\n2026年11月20日に見つけました。\n人数：3',
  ],
  [
    'a name is no head',
    ['From: の欄に知らない名前がありました。', '以上です。'],
    'From: の欄に知らない名前がありました。\n以上です。',
  ],
];

test.each(ANSWERS)('what is new in an answer: %s', (_program, lines, answer) => {
  expect(newPart(lines.join('\n'))).toBe(answer);
});

test('of any text something is left, and it is in time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 4000 }), (text) => {
      expect(newPart(text) === '').toBe(text.trim() === '');
    }),
  );
});
