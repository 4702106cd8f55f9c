import * as z from 'zod';
import type { Json } from '#/local/asl/execution.ts';
import { isExpression } from '#/local/asl/expression.ts';

export const ONLY_JSONATA = "The query language 'JSONPath' is not supported";

const Text = z.string().optional();
const Expression = z.custom<string>(isExpression, 'Expected a JSONata expression: {% ... %}');
const Template: z.ZodType<Json> = z.json();
const Value = Template.optional();

export const Count = z.int().min(0).max(99_999_999);
export const Seconds = Count.min(1);
export const Percentage = z.number().min(0).max(100);
const orExpression = (type: z.ZodType<number>) =>
  z.union([type, Expression], `Expected a number in its bounds or {% ... %}`).optional();

const Variable = z
  .string()
  .regex(/^(?!states$)[\p{ID_Start}_][\p{ID_Continue}]{0,79}$/u, 'Not a name for a variable');
const Assign = z.record(Variable, Template);

const described = { Comment: Text, QueryLanguage: z.literal('JSONata', ONLY_JSONATA).optional() };
const giving = { Assign: Assign.optional(), Output: Value };
const choosing = { ...described, ...giving };
const leading = { ...choosing, Next: Text, End: z.literal(true).optional() };

const ErrorEquals = z.array(z.string()).min(1);
const Retrier = z.strictObject({
  Comment: Text,
  ErrorEquals,
  IntervalSeconds: Seconds.default(1),
  MaxAttempts: Count.default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
});
const Catcher = z.strictObject({ Comment: Text, ErrorEquals, ...giving, Next: z.string() });

/** States.ALL stands alone and last, or what follows it would never be reached. */
function isOrdered(handlers: { ErrorEquals: string[] }[]): boolean {
  return handlers.every(({ ErrorEquals: names }, index) => {
    return !names.includes('States.ALL') || (names.length === 1 && index === handlers.length - 1);
  });
}

const guarded = {
  ...leading,
  Retry: z.array(Retrier).refine(isOrdered, 'States.ALL must stand alone and last').optional(),
  Catch: z.array(Catcher).refine(isOrdered, 'States.ALL must stand alone and last').optional(),
};

export const InvokeArguments = z.strictObject({ FunctionName: z.string(), Payload: Value });
export const StartArguments = z.strictObject({ StateMachineArn: z.string(), Input: Value, Name: Text });

/** What AWS says to arguments that it cannot start a task with. */
export function wordingOf({ code, input, keys, path = [] }: z.core.$ZodRawIssue): string | undefined {
  if (code === 'unrecognized_keys')
    return `The field '${keys?.join("', '")}' is not supported by Step Functions`;
  return input === undefined ? `The field '${path.join('/')}' is required but was missing` : undefined;
}

const INTEGRATION = /^arn:[^:]+:states:::(lambda:invoke(\.waitForTaskToken)?|states:startExecution)$/;
const FUNCTION = /^arn:[^:]+:lambda:[^:]+:[^:]+:function:[^:]+(:[^:]+)?$/;
const isSupported = (resource: string) => INTEGRATION.test(resource) || FUNCTION.test(resource);

const Task = z
  .strictObject({
    ...guarded,
    Type: z.literal('Task'),
    Resource: z
      .string()
      .refine(isSupported, { error: ({ input }) => `Resource '${input}' is not supported` }),
    Arguments: Value,
    TimeoutSeconds: orExpression(Seconds),
    HeartbeatSeconds: orExpression(Seconds),
  })
  .refine(
    ({ TimeoutSeconds = '', HeartbeatSeconds = '' }) =>
      [TimeoutSeconds, HeartbeatSeconds].some((limit) => typeof limit === 'string') ||
      HeartbeatSeconds < TimeoutSeconds,
    'HeartbeatSeconds must be less than TimeoutSeconds',
  )
  .superRefine(({ Resource, Arguments }, context) => {
    if (FUNCTION.test(Resource) || isExpression(Arguments)) return;
    const expected = Resource.endsWith(':startExecution') ? StartArguments : InvokeArguments;
    for (const { path, message } of expected.safeParse(Arguments, { error: wordingOf }).error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: ['Arguments', ...path], message });
    }
  });

const ISO_8601 = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds; NaN for what AWS would not take. */
export function momentOf(timestamp: string): number {
  const [day = ''] = timestamp.split('T');
  const midnight = Date.parse(day);
  // `Date.parse` takes the 30th of February for a day in March.
  const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
  return isDay && ISO_8601.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
}

const isTimestamp = (text: string) => isExpression(text) || !Number.isNaN(momentOf(text));

const Wait = z
  .strictObject({
    ...leading,
    Type: z.literal('Wait'),
    Seconds: orExpression(Count),
    Timestamp: z.string().refine(isTimestamp, 'Not an ISO-8601 timestamp').optional(),
  })
  .refine(
    ({ Seconds, Timestamp }) => (Seconds === undefined) !== (Timestamp === undefined),
    'Wait needs either Seconds or Timestamp',
  );

const Rule = z.strictObject({
  Comment: Text,
  Condition: z.union([z.boolean(), Expression], 'Expected {% ... %}'),
  ...giving,
  Next: z.string(),
});

const Branches = z.array(z.lazy(() => Inner)).min(1);

const State = z.discriminatedUnion('Type', [
  z.strictObject({ ...leading, Type: z.literal('Pass') }),
  z.strictObject({ ...described, Type: z.literal('Succeed'), Output: Value }),
  z.strictObject({ ...described, Type: z.literal('Fail'), Error: Text, Cause: Text }),
  Wait,
  z.strictObject({ ...choosing, Type: z.literal('Choice'), Choices: z.array(Rule).min(1), Default: Text }),
  Task,
  z.strictObject({ ...guarded, Type: z.literal('Parallel'), Arguments: Value, Branches }),
  z.strictObject({
    ...guarded,
    Type: z.literal('Map'),
    Items: z.union([z.array(Template), Expression], 'Expected an array or {% ... %}').optional(),
    ItemSelector: Value,
    ItemProcessor: z.lazy(() => Inner),
    MaxConcurrency: orExpression(Count),
    ToleratedFailureCount: orExpression(Count),
    ToleratedFailurePercentage: orExpression(Percentage),
  }),
]);

const machine = { Comment: Text, StartAt: z.string(), States: z.record(z.string().min(1).max(80), State) };
const Mode = z.literal('INLINE', 'Only the INLINE mode is supported').optional();

const ProcessorConfig = z.strictObject({ Mode }).optional();
const Inner: z.ZodType<States> = z.strictObject({ ...machine, ProcessorConfig });

export const Definition = z.strictObject({
  ...machine,
  QueryLanguage: z.enum(['JSONata', 'JSONPath']).default('JSONPath'),
  Version: z.literal('1.0').optional(),
  TimeoutSeconds: Seconds.optional(),
});

export interface States {
  StartAt: string;
  States: Record<string, State>;
}

export type Definition = z.infer<typeof Definition>;
export type State = z.infer<typeof State>;
export type StateOf<T extends State['Type']> = Extract<State, { Type: T }>;
export type Retrier = z.infer<typeof Retrier>;
export type Catcher = z.infer<typeof Catcher>;
