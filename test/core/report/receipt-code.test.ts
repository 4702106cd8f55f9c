import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCode, receiptCode, receiptMessage } from '#/core/report/receipt-code.ts';

const macs = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('a receipt code', () => {
  it('is eight letters in two groups, none of which can be taken for another', () => {
    fc.assert(
      fc.property(macs, (mac) => {
        expect(receiptCode(mac)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      }),
    );
  });

  it('is the first forty bits of the MAC', () => {
    expect(receiptCode(new Uint8Array(32))).toBe('0000-0000');
    expect(receiptCode(new Uint8Array(32).fill(255))).toBe('ZZZZ-ZZZZ');
    expect(receiptCode(Uint8Array.from([0x08, 0x86, 0x42, 0x98, 0xe8]))).toBe('1234-5678');
  });

  it('is of one case alone', () => {
    expect(receiptMessage('20261120-00001')).toBe('receipt 20261120-00001');
  });

  it('is read back as it was given', () => {
    fc.assert(
      fc.property(macs, (mac) => {
        expect(readCode(receiptCode(mac))).toBe(receiptCode(mac));
      }),
    );
  });

  it.each([
    '01ab-cd1z',
    '01AB CD1Z',
    'O1ABCDIZ',
    ' o l ab - c d i z ',
    '０１ａｂ－ｃｄ１ｚ',
    '01ABーCD1Z',
    '01AB‐CD1Z',
    '01AB−CD1Z',
    '01AB–CD1Z',
    '０１ＡＢ　ＣＤ１Ｚ',
  ])('is understood however it was typed: %s', (typed) => {
    expect(readCode(typed)).toBe('01AB-CD1Z');
  });

  it.each(['', '01AB-CD1', '01AB-CD1ZZ', '01AB-CDUZ', '01AB-CD!Z', '受付番号', '01AB-CD1𝟘Z'])(
    'is not read out of what cannot be one: %s',
    (typed) => {
      expect(readCode(typed)).toBeUndefined();
    },
  );
});
