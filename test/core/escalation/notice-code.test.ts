import fc from 'fast-check';
import { expect, test } from 'vitest';
import { looksLikeNotice, noticeMessage, noticeSecrets, sameText } from '#/core/escalation/notice-code.ts';

const mac = fc.uint8Array({ minLength: 32, maxLength: 32 });

test('a code is six digits and a tag 32 hex digits, whatever the MAC', () => {
  fc.assert(
    fc.property(mac, (bytes) => {
      const { code, tag } = noticeSecrets(bytes);
      expect(code).toMatch(/^\d{6}$/);
      expect(tag).toMatch(/^[0-9a-f]{32}$/);
    }),
  );
  expect(noticeSecrets(new Uint8Array(32)).code).toBe('000000');
});

test('the tag tells nothing of the code: they come from different halves of the MAC', () => {
  const one = new Uint8Array(32);
  const other = Uint8Array.from(one, (_, at) => (at < 16 ? 9 : 0));
  expect(noticeSecrets(one).tag).toBe(noticeSecrets(other).tag);
  expect(noticeSecrets(one).code).not.toBe(noticeSecrets(other).code);
});

test('a MAC that lies within a larger buffer gives the same secrets', () => {
  const large = Uint8Array.from({ length: 64 }, (_, at) => at);
  expect(noticeSecrets(large.subarray(20, 52))).toEqual(noticeSecrets(large.slice(20, 52)));
});

test('two texts are the same only if they are', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(sameText(one, other)).toBe(one === other);
      expect(sameText(one, one)).toBe(true);
      expect(sameText(one, `${one}\0`)).toBe(false);
      expect(sameText(`${one}\0`, one)).toBe(false);
    }),
  );
});

test('a link looks like one of ours only if each of its parts does', () => {
  const ours = { caseId: '20261120-00001', taskId: 'call-3-executive-deputy', tag: 'a0'.repeat(16) };
  expect(looksLikeNotice(ours)).toBe(true);
  for (const change of [
    { caseId: '' },
    { caseId: '20261120-000011' },
    { caseId: '２０261120-00001' },
    { taskId: '' },
    { taskId: 'call 3' },
    { taskId: 'call/3' },
    { taskId: 'x'.repeat(101) },
    { tag: '' },
    { tag: 'A0'.repeat(16) },
    { tag: `${ours.tag}0` },
    { tag: `${ours.tag}\n` },
  ])
    expect(looksLikeNotice({ ...ours, ...change }), JSON.stringify(change)).toBe(false);
});

test('another case or another call has another message', () => {
  const messages = [
    noticeMessage('20261120-00001', 'call-3-a'),
    noticeMessage('20261120-00001', 'call-4-a'),
    noticeMessage('20261120-00002', 'call-3-a'),
  ];
  expect(new Set(messages).size).toBe(3);
});
