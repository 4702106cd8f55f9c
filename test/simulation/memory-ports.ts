import { createHash, createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type {
  Inbox,
  Letter,
  Mail,
  Objects,
  PreservedObject,
  Signer,
  UploadForm,
  Uploads,
} from '#/core/ports.ts';
import { parseMail } from '#/functions/shared/mail/parse-mail.ts';
import { storedEnvelope } from '#/functions/shared/mail/stored-envelope.ts';

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Locked objects in memory. */
export class MemoryObjects implements Objects {
  readonly stored = new Map<string, PreservedObject & { content: Uint8Array }>();

  async preserve(prefix: string, bytes: Uint8Array, retainUntil: string): Promise<PreservedObject> {
    return this.preserveAs(`${prefix}${sha256Of(bytes)}`, bytes, retainUntil);
  }

  async preserveAs(key: string, bytes: Uint8Array, retainUntil: string): Promise<PreservedObject> {
    const sha256 = sha256Of(bytes);
    const known = this.stored.get(key);
    if (known !== undefined && known.sha256 !== sha256) throw new Error(`other bytes are kept as ${key}`);
    const versionId = `v${this.stored.size + 1}`;
    const object = known ?? {
      key,
      versionId,
      sha256,
      bytes: bytes.length,
      retainUntil,
      content: bytes.slice(),
    };
    this.stored.set(key, object);
    const { content: _, ...facts } = object;
    return facts;
  }

  async list(prefix: string): Promise<string[]> {
    return [...this.stored.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  async read({ key }: { key: string }): Promise<Uint8Array> {
    const object = this.stored.get(key);
    if (object === undefined) throw new Error('no such object');
    return object.content.slice();
  }

  async handOut({ key, versionId }: { key: string; versionId: string }, fileName: string): Promise<string> {
    return `memory://${key}?versionId=${versionId}&name=${fileName}`;
  }
}

/** Files that have arrived, and those that may. */
export class MemoryUploads implements Uploads {
  readonly waiting = new Map<string, Uint8Array>();

  async offer(fileId: string, mostBytes: number): Promise<UploadForm> {
    return { url: 'memory://uploads', fields: { key: fileId, mostBytes: String(mostBytes) } };
  }

  async read(fileId: string): Promise<Uint8Array | undefined> {
    return this.waiting.get(fileId);
  }

  async remove(fileId: string): Promise<void> {
    this.waiting.delete(fileId);
  }
}

/** Mails that wait to be taken in, read by the real parser. */
export class MemoryInbox implements Inbox {
  readonly waiting = new Map<string, Uint8Array>();
  parse: Inbox['parse'] = parseMail;

  /** Since when each lies there; from the beginning where nothing is said. */
  readonly since = new Map<string, string>();
  readonly envelope = storedEnvelope;

  async list(): Promise<{ messageId: string; since: string }[]> {
    return [...this.waiting.keys()].map((messageId) => {
      return { messageId, since: this.since.get(messageId) ?? '1970-01-01T00:00:00.000Z' };
    });
  }

  async read(messageId: string): Promise<Uint8Array | undefined> {
    return this.waiting.get(messageId);
  }

  async remove(messageId: string): Promise<void> {
    this.waiting.delete(messageId);
  }
}

/** Mail that arrives at once, unless it is told to fail. */
export class MemoryMail implements Mail {
  readonly sent: Letter[] = [];
  failing: (letter: Letter) => boolean = () => false;

  async send(letter: Letter): Promise<string> {
    if (this.failing(letter)) throw Object.assign(new Error('refused'), { name: 'MessageRejected' });
    this.sent.push({ ...letter });
    return `m${this.sent.length}`;
  }

  to(address: string): Letter[] {
    return this.sent.filter((letter) => letter.to === address);
  }
}

/** Real keys that live as long as the test. */
export class MemorySigner implements Signer {
  readonly #keys = generateKeyPairSync('ed25519');

  async sign(message: Uint8Array): Promise<Uint8Array> {
    return new Uint8Array(sign(null, message, this.#keys.privateKey));
  }

  async publicKey(): Promise<Uint8Array> {
    return new Uint8Array(createPublicKey(this.#keys.privateKey).export({ type: 'spki', format: 'der' }));
  }

  async mac(message: string): Promise<Uint8Array> {
    return new Uint8Array(createHmac('sha256', 'a key of the test').update(message).digest());
  }
}
