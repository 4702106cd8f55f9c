import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimOf, isProven, threadAddress, threadMarks, threadMessage } from '#/core/report/thread.ts';
import { MemorySigner } from '#/test/simulation/memory-ports.ts';

const CASE = '20261120-12345';
const OTHER = '20261120-54321';
const DESK = 'incident@hikeshi.city.example';
const signer = new MemorySigner();
const marksOf = async (caseId: string) => threadMarks(await signer.mac(threadMessage(caseId)));
const marks = await marksOf(CASE);
const others = await marksOf(OTHER);
const address = threadAddress(DESK, CASE, marks);
const subject = `Re: 【火消し ${CASE} ${marks.check}】評価をお願いします`;

const proven = (recipients: string[], line: string) => {
  const claim = claimOf(recipients, line);
  return claim !== undefined && claim !== 'disputed' && isProven(claim, marks);
};

describe('the thread of a case', () => {
  test('is an address that any mail server takes, and a subject that shows nothing of the address', () => {
    expect(address).toMatch(/^incident\+20261120-12345\.[0-9a-f]{16}@hikeshi\.city\.example$/);
    expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64);
    expect(marks.check).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
  });

  test('of every case has marks of its own, and the one says nothing of the other', () => {
    expect(others.tag).not.toBe(marks.tag);
    expect(others.check).not.toBe(marks.check);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(7), (mac, at) => {
        const changed = Uint8Array.from(mac);
        changed[at + 16] = (changed[at + 16] ?? 0) ^ 0xff;
        expect(threadMarks(changed).check).toBe(threadMarks(mac).check);
        expect(threadMarks(changed).tag).not.toBe(threadMarks(mac).tag);
      }),
    );
  });
});

describe('a mail is on the thread', () => {
  test.each([
    ['by its address', [address], '返信'],
    ['by an address in capitals', [address.toUpperCase()], ''],
    ['by one of several addresses', ['else@city.example', address], ''],
    ['by its subject', [DESK], subject],
    ['by a subject typed again', [DESK], `ＲＥ： 火消し ${CASE}　${marks.check.toLowerCase()}`],
    ['by both', [address], subject],
    ['by its address, the subject naming the case alone', [address], `【火消し ${CASE}】の件`],
  ])('%s', (_how, recipients, line) => {
    expect(proven(recipients, line)).toBe(true);
  });
});

describe('a mail is not on the thread', () => {
  const wrongTag = threadAddress(DESK, CASE, { ...marks, tag: '0'.repeat(16) });
  test.each([
    ['without any mark', [DESK], '報告'],
    ['by a number alone', [DESK], `【火消し ${CASE}】`],
    ['by a wrong check', [DESK], `【火消し ${CASE} 000000】`],
    ['by a wrong tag', [wrongTag], ''],
    ['by a wrong tag and a right subject', [wrongTag], subject],
    ['by a right tag and a wrong check', [address], `【火消し ${CASE} 000000】`],
    ['by the marks of another case', [threadAddress(DESK, CASE, others)], ''],
    ['with an address and a subject of two cases', [address], `【火消し ${OTHER} ${others.check}】`],
    ['with two addresses', [address, threadAddress(DESK, OTHER, others)], ''],
    ['with two tags', [address, wrongTag], ''],
    ['by a longer number', [DESK], `1${CASE} ${marks.check}`],
  ])('%s', (_how, recipients, line) => {
    expect(proven(recipients, line)).toBe(false);
  });

  test('whatever its addresses and subject are, unless they are ours', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (recipients, line) => {
        expect(proven(recipients, line)).toBe(false);
      }),
    );
  });
});

test('what a mail claims without proof is known, to be shown', () => {
  expect(claimOf([DESK], `【火消し ${CASE} 000000】`)).toEqual({ caseId: CASE, check: '000000' });
  expect(claimOf([address], `${OTHER}`)).toBe('disputed');
  expect(claimOf([DESK], '2026年11月20日の件')).toBeUndefined();
});
