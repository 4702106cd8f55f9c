import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { MARKS, PROBLEMS } from '#/core/report/mail-parts.ts';
import { CHECKS, DOUBTS, VERDICTS } from '#/core/report/sender.ts';

const FOLDER = new URL('../../fixtures/mail/', import.meta.url);

const reading = z.strictObject({
  from: z.string(),
  subject: z.string(),
  /** The whole text, or how it begins. */
  text: z.string().optional(),
  begins: z.string().optional(),
  standing: z.enum(['confirmed', 'claimed', 'suspicious']),
  doubts: z.array(z.enum(DOUBTS)).default([]),
  problems: z.array(z.enum(PROBLEMS)).default([]),
  automatic: z.boolean().default(false),
  files: z.array(z.strictObject({ name: z.string(), marks: z.array(z.enum(MARKS)).default([]) })).default([]),
  inReplyTo: z.string().optional(),
  references: z.array(z.string()).optional(),
  urls: z.array(z.string()).optional(),
});

const indexed = z.strictObject({
  file: z.string(),
  about: z.string(),
  /** The envelope it is sent in, and what the mail service finds of it, where that matters. */
  envelope: z.string().default('hanako@city.example'),
  to: z.string().default('incident@hikeshi.city.example'),
  verdicts: z.partialRecord(z.enum(CHECKS), z.enum(VERDICTS)).default({}),
  reading,
});

/** A mail as it goes over the wire, and what its case must say: facts for `toMatchObject`, and its text. */
export interface Message extends Omit<z.infer<typeof indexed>, 'reading'> {
  raw: Buffer;
  facts: object;
  text: RegExp;
}

const index: unknown = JSON.parse(readFileSync(new URL('index.json', FOLDER), 'utf8'));

const factsOf = ({ files, text: _text, begins: _begins, ...facts }: z.infer<typeof reading>) => ({
  ...facts,
  attachments: files,
});

const textOf = ({ text, begins = '' }: z.infer<typeof reading>): RegExp =>
  new RegExp(text === undefined ? `^${RegExp.escape(begins)}` : `^${RegExp.escape(text)}$`);

/** Invented mails, every awkward thing once. */
export const CORPUS: Message[] = indexed
  .array()
  .parse(index)
  .map(({ reading, ...one }) => ({
    ...one,
    raw: readFileSync(new URL(`${one.file}.eml`, FOLDER)),
    facts: factsOf(reading),
    text: textOf(reading),
  }));

export const files = (): string[] =>
  readdirSync(FOLDER).flatMap((name) => (name.endsWith('.eml') ? [name.slice(0, -4)] : []));
