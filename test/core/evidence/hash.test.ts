import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, canonicalHash, fromBase64, sha256, toBase64, toHex } from '#/core/evidence/hash.ts';

test('the sample of RFC 8785 has its canonical form', () => {
  const sample = {
    numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27],
    string: '€$\u000f\nA\'B"\\\\"/',
    literals: [null, true, false],
  };
  expect(canonical(sample)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('keys stand in the order of their UTF-16 units, whatever order they came in', () => {
  const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6', ''];
  const order = ['', '\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'];
  const text = canonical(Object.fromEntries(keys.map((key) => [key, 0])));
  expect(text).toBe(`{${order.map((key) => `${JSON.stringify(key)}:0`).join(',')}}`);
});

test('a lone surrogate is refused wherever it stands, so that it is never sealed', () => {
  for (const value of ['\ud800', '\udc00x', 'a\ud83d', ['\ud800'], { text: '\udfff' }, { '\ud800': 1 }])
    expect(() => canonical(value)).toThrow('surrogate');
});

test('what has no value or no number has no canonical form', () => {
  for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1])
    expect(() => canonical(value)).toThrow(Error);
});

test('an absent optional field and an undefined one are the same', () => {
  expect(canonical({ one: 1, two: undefined })).toBe(canonical({ one: 1 }));
});

test('any JSON value keeps its canonical form when it is read and written again', () => {
  const value = fc.jsonValue({ stringUnit: 'grapheme', noUnicodeString: false } as object);
  fc.assert(
    fc.property(value, (given) => {
      const text = canonical(given);
      expect(canonical(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(given)));
    }),
    { numRuns: 100 },
  );
});

test('a hash is SHA-256 over the parts in their order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.uint8Array(), fc.string())), async (parts) => {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      expect(toHex(await sha256(...parts))).toBe(hash.digest('hex'));
    }),
    { numRuns: 50 },
  );
});

test('the hash of a value does not depend on the order of its keys', async () => {
  expect(await canonicalHash({ b: 1, a: [2] })).toBe(await canonicalHash({ a: [2], b: 1 }));
  expect(await canonicalHash({ a: 1 })).not.toBe(await canonicalHash({ a: '1' }));
});

test('bytes survive Base64, and hex is two lower-case digits a byte', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64(toBase64(bytes))).toEqual(new Uint8Array(bytes));
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
    }),
    { numRuns: 50 },
  );
});
