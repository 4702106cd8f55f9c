import * as z from 'zod';
import { learnedSchema } from '#/core/case/record-facts.ts';
import { levelSchema } from '#/core/policy/source.ts';

const caseId = z.string().regex(/^\d{8}-\d{5}$/);
const id = z.string().regex(/^[A-Za-z0-9.-]{1,100}$/);
/** Half a character could never be sealed into the chain. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((given) => given.isWellFormed());
const instant = z.iso.datetime();

const command = <N extends string, S extends z.core.$ZodLooseShape>(name: N, shape: S) =>
  z.strictObject({
    command: z.literal(name),
    caseId,
    /** Made by the sender once: the same command sent twice has one effect. */
    commandId: z.uuid(),
    ...shape,
  });

/** Everything a signed-in person can do to a case. */
export const commandSchema = z.discriminatedUnion('command', [
  command('AssessReport', {
    incident: z.boolean(),
    violation: z.boolean(),
    reason: text(2000),
    facts: learnedSchema,
  }),
  command('RecordFacts', { facts: learnedSchema }),
  /** `from` is the level that the person saw: two who decide at once must not overwrite each other unseen. */
  command('DecideSeverity', {
    from: levelSchema.nullable().default(null),
    level: levelSchema,
    reason: text(2000),
  }),
  command('Acknowledge', { taskId: id, charge: z.boolean() }),
  command('AcknowledgeByTelephone', { taskId: id, number: text(30), at: instant, charge: z.boolean() }),
  command('TakeCharge', {}),
  command('JudgeDuty', { dutyId: id, reportable: z.boolean(), reason: text(2000) }),
  command('WriteDraft', { dutyId: id, text: text(20_000) }),
  command('ReturnDraft', { dutyId: id, revision: z.int(), reason: text(2000) }),
  command('ApproveDraft', { dutyId: id, revision: z.int() }),
  command('RecordFiling', {
    dutyId: id,
    filedAt: instant,
    receiptNumber: text(100),
    /** Everything was known: this filing is the final report as well. */
    last: z.boolean().default(false),
  }),
  /** Restricts the case to these people, besides whoever is called or asked. */
  command('NameReaders', {
    persons: z
      .array(z.string().regex(/^[a-z0-9-]{1,40}$/))
      .min(1)
      .max(20),
    reason: text(2000),
  }),
  /** These, and with `rule` whatever is plainly like them and is yet to come, are one incident with this case. */
  command('JoinCases', { members: z.array(caseId).max(100).default([]), rule: z.boolean() }),
  /** What was joined is a case of its own again. */
  command('SplitCase', { reason: text(2000) }),
  /** A question to the reporter, or how things stand. */
  command('WriteToReporter', { text: text(2000) }),
  command('ReadFromReporter', {}),
  command('ProposeSettlement', {
    incident: z.boolean(),
    violation: z.boolean(),
    reason: text(2000),
    facts: learnedSchema,
    level: z.union([z.literal(0), z.literal(1)]),
    summary: text(4000),
  }),
  /** `seq` is the proposal that the person saw. */
  command('ConfirmSettlement', { seq: z.int() }),
  command('ReturnSettlement', { seq: z.int(), reason: text(2000) }),
  command('CloseCase', { summary: text(4000) }),
]);
export type Command = z.infer<typeof commandSchema>;
export type CommandName = Command['command'];
export type CommandOf<N extends CommandName> = Extract<Command, { command: N }>;

/** What somebody who is not signed in can do: answer the mail they were sent, with the code that stands in it. */
export const codeSchema = z.strictObject({
  code: z.string().regex(/^\d{6}$/),
  charge: z.enum(['yes', 'no']),
});
