import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeDurably } from '#/local/durable.ts';
import type { Verdicts } from '#/local/mail/received-mail.ts';

export interface Mail {
  id: string;
  time: string;
  from: string;
  to: string[];
  subject: string;
  /** The recipients who were set to bounce when it was sent. */
  bounced: string[];
}

export interface Switches {
  down: boolean;
  bouncing: string[];
  /** What is found of mail that arrives from now on. */
  verdicts: Verdicts;
}

export interface MailStore {
  /** Newest first. */
  list(to?: string): Mail[];
  find(id: string): Mail | undefined;
  raw(mail: Mail): Buffer;
  keep(raw: Buffer, mail: Omit<Mail, 'id' | 'bounced'>): Mail;
  switches(): Switches;
  turn(switches: Switches): void;
}

export function openMails(folder: string): MailStore {
  makeFolder(folder);
  const pathOf = (mail: Mail, kind: string) =>
    join(folder, `${mail.time.replace(/[-:.]/g, '')}-${mail.id}.${kind}`);
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const setting = 'switches.json';
  let switches: Switches = {
    down: false,
    bouncing: [],
    verdicts: { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
    ...(existsSync(join(folder, setting)) && read(setting)),
  };
  // The envelope is written first, so a message without one cannot exist; one without a message was never accepted.
  const envelopes = readdirSync(folder)
    .filter((name) => name.endsWith('.envelope.json'))
    .sort();
  const mails = envelopes.map((name): Mail => read(name)).filter((mail) => existsSync(pathOf(mail, 'eml')));

  return {
    list: (to = '') => mails.filter((mail) => !to || mail.to.some((one) => same(one, to))).toReversed(),
    find: (id) => mails.find((mail) => mail.id === id),
    raw: (mail) => readFileSync(pathOf(mail, 'eml')),
    keep(raw, sent) {
      const bounced = sent.to.filter((one) => switches.bouncing.some((other) => same(one, other)));
      const id = `${String(mails.length).padStart(8, '0')}-${randomUUID()}`;
      const mail = { id, ...sent, bounced };
      writeDurably(pathOf(mail, 'envelope.json'), JSON.stringify(mail));
      writeDurably(pathOf(mail, 'eml'), raw);
      mails.push(mail);
      return mail;
    },
    switches: () => switches,
    turn(wanted) {
      writeDurably(join(folder, setting), JSON.stringify(wanted));
      switches = wanted;
    },
  };
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
