import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChainEnd, checkpointBody, openNote, rootOf, signedNote } from '#/core/evidence/checkpoint.ts';
import { fromBase64, toBase64, toHex } from '#/core/evidence/hash.ts';
import { MemorySigner } from '#/test/simulation/memory-ports.ts';

const ORIGIN = 'hikeshi/wakayama';
const ends = (count: number): ChainEnd[] =>
  Array.from({ length: count }, (_, at) => ({
    caseId: `20261120-${String(at).padStart(5, '0')}`,
    seq: at + 1,
    hash: String(at % 10).repeat(64),
  }));

const sha = (...parts: (Buffer | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** RFC 6962 built from the bottom: full subtrees are merged as they arise, what is left over from the right. */
function naiveRoot(leaves: readonly ChainEnd[]): string {
  const stack: { size: number; hash: Buffer }[] = [];
  for (const { caseId, seq, hash } of leaves) {
    stack.push({ size: 1, hash: sha(Buffer.of(0), `{"caseId":"${caseId}","hash":"${hash}","seq":${seq}}`) });
    while (stack.length > 1 && stack.at(-1)?.size === stack.at(-2)?.size) merge(stack);
  }
  while (stack.length > 1) merge(stack);
  return (stack[0]?.hash ?? sha('')).toString('hex');
}

function merge(stack: { size: number; hash: Buffer }[]): void {
  const right = stack.pop();
  const left = stack.pop();
  if (!left || !right) throw new Error('nothing to merge');
  stack.push({ size: left.size + right.size, hash: sha(Buffer.of(1), left.hash, right.hash) });
}

describe('the root of a checkpoint', () => {
  for (const count of [0, 1, 2, 3, 4, 5, 6, 7, 8, 13]) {
    test(`over ${count} chains it is the tree head of RFC 6962`, async () => {
      expect(toHex(await rootOf(ends(count)))).toBe(naiveRoot(ends(count)));
    });
  }

  test('it changes with any leaf and with their order', async () => {
    const root = toHex(await rootOf(ends(5)));
    expect(toHex(await rootOf(ends(5).reverse()))).not.toBe(root);
    expect(toHex(await rootOf(ends(5).map((end, at) => (at === 3 ? { ...end, seq: 9 } : end))))).not.toBe(
      root,
    );
  });

  test('the body says the origin, how many, the root, and each end', async () => {
    const [one, two] = ends(2);
    const body = await checkpointBody(ORIGIN, ends(2));
    expect(body.split('\n')).toEqual([
      ORIGIN,
      '2',
      toBase64(await rootOf(ends(2))),
      `case ${one?.caseId} 1 ${one?.hash}`,
      `case ${two?.caseId} 2 ${two?.hash}`,
      '',
    ]);
  });
});

describe('a signed note', () => {
  const signer = new MemorySigner();
  const noted = async () => {
    const body = await checkpointBody(ORIGIN, ends(3));
    const publicKey = await signer.publicKey();
    const signature = await signer.sign(new TextEncoder().encode(body));
    return { body, publicKey, note: await signedNote(body, ORIGIN, publicKey, signature) };
  };

  test('opened with its key it gives its body', async () => {
    const { body, publicKey, note } = await noted();
    expect(await openNote(note, publicKey)).toBe(body);
  });

  test('its key id is the one of C2SP: name, line feed, 0x01 and the 32 bytes of the key', async () => {
    const { publicKey, note } = await noted();
    const id = sha(`${ORIGIN}\n`, Buffer.of(1), Buffer.from(publicKey.subarray(-32))).subarray(0, 4);
    const encoded = note.trimEnd().split(' ').at(-1) ?? '';
    expect(toHex(fromBase64(encoded).subarray(0, 4))).toBe(id.toString('hex'));
  });

  test('with any letter of its body changed it does not open', async () => {
    const { body, publicKey, note } = await noted();
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), async (at) => {
        const letter = note[at] === 'x' ? 'y' : 'x';
        expect(await openNote(note.slice(0, at) + letter + note.slice(at + 1), publicKey)).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  test('signed by another key, under another name, or not at all it does not open', async () => {
    const { body, publicKey, note } = await noted();
    expect(await openNote(note, await new MemorySigner().publicKey())).toBeUndefined();
    expect(await openNote(note.replace(`— ${ORIGIN}`, '— hikeshi/sakai'), publicKey)).toBeUndefined();
    expect(await openNote(body, publicKey)).toBeUndefined();
    expect(await openNote('', publicKey)).toBeUndefined();
    const other = await new MemorySigner().sign(new TextEncoder().encode(body));
    expect(await openNote(await signedNote(body, ORIGIN, publicKey, other), publicKey)).toBeUndefined();
  });

  test('a signature that is no Base64 does not open, and does not break the reader', async () => {
    const { body, publicKey } = await noted();
    expect(await openNote(`${body}\n— ${ORIGIN} %%%\n`, publicKey)).toBeUndefined();
  });
});
