/** What could not be read of a mail, or not as it was meant. */
export const PROBLEMS = [
  'unreadable',
  'too-large',
  'too-deep',
  'too-many-parts',
  'long-text',
  'no-text',
  'no-subject',
  'unknown-charset',
  'guessed-charset',
  'lost-characters',
  'broken-encoding',
  'nul',
  'many-files',
] as const;
export type Problem = (typeof PROBLEMS)[number];

/** What is known of a file without opening it. */
export const MARKS = ['encrypted-zip', 'tnef', 'executable', 'mail'] as const;
export type Mark = (typeof MARKS)[number];

export interface MailFile {
  name: string;
  mediaType: string;
  bytes: number;
  marks: Mark[];
}

/** The fields that say how a mail may be answered. */
export const ANSWER_FIELDS = ['auto-submitted', 'precedence', 'list-id', 'x-auto-response-suppress'] as const;
export type AnswerField = (typeof ANSWER_FIELDS)[number];

/** What a parser made of a mail. */
export interface MailParts {
  /** Everybody whom From names. */
  from: { name: string; address: string }[];
  subject: string;
  text: string;
  messageId: string;
  inReplyTo: string;
  references: string[];
  fields: Partial<Record<AnswerField, string>>;
  files: MailFile[];
  problems: Problem[];
}

/** What is left to say of a mail that no parser could take. */
export const UNREADABLE: MailParts = {
  from: [],
  subject: '',
  text: '',
  messageId: '',
  inReplyTo: '',
  references: [],
  fields: {},
  files: [],
  problems: ['unreadable'],
};
