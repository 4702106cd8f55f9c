import { canonical, fromBase64, sha256, toBase64, toHex } from '#/core/evidence/hash.ts';

/** The end of one case's chain, as a leaf of a checkpoint. */
export interface ChainEnd {
  caseId: string;
  seq: number;
  hash: string;
}

const ED25519 = Uint8Array.of(1);
/** An Ed25519 key as SPKI is this prefix and the 32 bytes of the key. */
const SPKI_PREFIX = 12;

export const leafHash = (end: ChainEnd): Promise<Uint8Array> => sha256(Uint8Array.of(0), canonical(end));

/** RFC 6962 tree head: the leaf itself for one leaf, else the hash of two subtrees. */
export async function rootOf(ends: readonly ChainEnd[]): Promise<Uint8Array> {
  const [only] = ends;
  if (only === undefined) return sha256('');
  if (ends.length === 1) return leafHash(only);
  let split = 1;
  while (split * 2 < ends.length) split *= 2;
  return sha256(Uint8Array.of(1), await rootOf(ends.slice(0, split)), await rootOf(ends.slice(split)));
}

/** The body of a C2SP checkpoint: origin, number of leaves, root; then the leaves, so that it can be read by itself. */
export async function checkpointBody(origin: string, ends: readonly ChainEnd[]): Promise<string> {
  const leaves = ends.map((end) => `case ${end.caseId} ${end.seq} ${end.hash}`);
  return [origin, String(ends.length), toBase64(await rootOf(ends)), ...leaves, ''].join('\n');
}

const keyId = async (name: string, publicKey: Uint8Array): Promise<Uint8Array> =>
  (await sha256(`${name}\n`, ED25519, publicKey.subarray(SPKI_PREFIX))).subarray(0, 4);

/** A C2SP signed note: the body, an empty line, and the signature by a named key. */
export async function signedNote(
  body: string,
  name: string,
  publicKey: Uint8Array,
  signature: Uint8Array,
): Promise<string> {
  const id = await keyId(name, publicKey);
  return `${body}\n— ${name} ${toBase64(Uint8Array.of(...id, ...signature))}\n`;
}

/** Checks a note against a public key (SPKI) and gives its body; undefined if the signature is not that key's. */
export async function openNote(note: string, publicKey: Uint8Array): Promise<string | undefined> {
  const split = note.lastIndexOf('\n\n— ');
  const [, name = '', encoded = ''] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})\n$/.exec(note.slice(split + 2)) ?? [];
  if (split < 0 || encoded.length % 4 !== 0 || publicKey.length !== SPKI_PREFIX + 32) return undefined;
  const body = note.slice(0, split + 1);
  const signed = fromBase64(encoded);
  if (toHex(signed.subarray(0, 4)) !== toHex(await keyId(name, publicKey))) return undefined;
  const spki = new Uint8Array(publicKey);
  const key = await crypto.subtle.importKey('spki', spki, 'Ed25519', false, ['verify']);
  const signature = new Uint8Array(signed.subarray(4));
  return (await crypto.subtle.verify('Ed25519', key, signature, new TextEncoder().encode(body)))
    ? body
    : undefined;
}
