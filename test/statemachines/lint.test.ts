import { expect, test } from 'vitest';
import { definitionOf, MACHINE_NAMES, type Machine, type State, statesOf } from './definitions.ts';
import { problemsOf, RULES } from './rules.ts';

test.each(MACHINE_NAMES)('%s keeps every rule', (name) => {
  expect(problemsOf(definitionOf(name))).toEqual([]);
});

type Spoil = (state: (name: string) => State, machine: Machine) => unknown;
const payload = (state: State) => state.Arguments?.Payload as Record<string, unknown>;
const item = (state: State, at: number) => state.Catch?.[at] as NonNullable<State['Catch']>[number];

/** One way each to spoil the incident machine, and the rule that must see it. */
const SPOILT: [rule: string, how: string, spoil: Spoil][] = [
  ['jsonata', 'no query language', (_, machine) => delete machine.QueryLanguage],
  ['jsonata', 'the other query language', (_, machine) => (machine.QueryLanguage = 'JSONPath')],
  ['described', 'a machine without a comment', (_, machine) => delete machine.Comment],
  ['described', 'a state without a comment', (state) => delete state('SendMail').Comment],
  ['described', 'an inner state without a comment', (state) => delete state('StartEscalation').Comment],
  ['described', 'an empty comment', (state) => (state('Closed').Comment = ' ')],
  ['guarded', 'a task without a limit', (state) => delete state('ReviewCase').TimeoutSeconds],
  ['guarded', 'a task without retry', (state) => delete state('SendMail').Retry],
  ['guarded', 'an empty retry', (state) => (state('SendMail').Retry = [])],
  ['guarded', 'an inner task without catch', (state) => delete state('StartEscalation').Catch],
  ['guarded', 'a wait for a person without a limit', (state) => delete state('AwaitPerson').TimeoutSeconds],
  ['integrated', 'a database', (state) => (state('SendMail').Resource = 'arn:aws:states:::dynamodb:putItem')],
  [
    'integrated',
    'a wait for another machine',
    (state) => (state('StartEscalation').Resource = 'arn:aws:states:::states:startExecution.sync:2'),
  ],
  [
    'integrated',
    'a bare function',
    (state) => (state('SendMail').Resource = String(state('SendMail').Arguments?.FunctionName)),
  ],
  [
    'integrated',
    'more arguments',
    (state) => Object.assign(state('SendMail').Arguments ?? {}, { Qualifier: '1' }),
  ],
  ['tokenOnlyWhereItWaits', 'a wait without a token', (state) => delete payload(state('AwaitPerson')).token],
  [
    'tokenOnlyWhereItWaits',
    'a token for a step that does not wait',
    (state) => (payload(state('SendMail')).token = '{% $states.context.Task.Token %}'),
  ],
  [
    'tokenOnlyWhereItWaits',
    'a wait blind to what was seen',
    (state) => delete payload(state('AwaitPerson')).stirred,
  ],
  [
    'withoutContent',
    'the report',
    (state) => (payload(state('SendMail')).report = '{% $states.input.report %}'),
  ],
  ['withoutContent', 'the whole input', (state) => (payload(state('SendMail')).run = '{% $states.input %}')],
  ['withoutContent', 'a text of its own', (state) => (payload(state('SendMail')).caseId = 'a name')],
  [
    'withoutContent',
    'a variable with content',
    (state) => (state('ReviewCase').Assign = { summary: '{% $states.result.Payload.summary %}' }),
  ],
  [
    'withoutContent',
    'content under a known name',
    (state) => (state('ReviewCase').Assign = { next: '{% $states.result.Payload %}' }),
  ],
  [
    'withoutContent',
    'the cause of an error, which may quote what a person wrote',
    (state) => (item(state('SendMail'), 1).Assign = { error: '{% $states.errorOutput.Cause %}' }),
  ],
  [
    'withoutContent',
    'more than case and run for another machine',
    (state) => Object.assign(state('StartEscalation').Arguments?.Input ?? {}, { error: '{% $error %}' }),
  ],
  ['nothingHandedOn', 'no output', (state) => delete state('SendMail').Output],
  ['nothingHandedOn', 'an error', (state) => delete item(state('SendMail'), 1).Output],
  ['nothingHandedOn', 'the result', (state) => (state('SendMail').Output = '{% $states.result %}')],
  ['simple', 'arithmetic', (state) => (state('AwaitPerson').TimeoutSeconds = '{% $seconds + 1 %}')],
  ['simple', 'a function', (state) => (state('CallOfficers').Items = '{% $append($escalations, []) %}')],
  ['simple', 'the time', (state) => (payload(state('SendMail')).run = '{% $millis() %}')],
  ['simple', 'a condition', (state) => (payload(state('SendMail')).run = '{% $run > 1 ? $run : 1 %}')],
  ['simple', 'a made object', (state) => (state('CallOfficers').Items = '{% [{"name": $caseId}] %}')],
  ['simple', 'joined text', (state) => (payload(state('SendMail')).execution = '{% $caseId & "-x" %}')],
  [
    'simple',
    'a filter that computes',
    (state) => (state('CallOfficers').Items = '{% $escalations[$count($) > 1] %}'),
  ],
  [
    'simple',
    'a lambda',
    (state) => (state('CallOfficers').Items = '{% $map($escalations, function($e){$e}) %}'),
  ],
  ['caught', 'an error swallowed', (state) => (item(state('ReviewCase'), 1).Next = 'CallOfficers')],
  ['caught', 'mail that ends a run', (state) => (item(state('SendMail'), 1).Next = 'RecordFailure')],
  ['mailLast', 'mail in front of the officers', (state) => (state('SendMail').Next = 'CallOfficers')],
  ['mailLast', 'files in front of mail', (state) => (state('KeepFiles').Next = 'SendMail')],
  ['caught', 'files that end a run', (state) => (item(state('KeepFiles'), 1).Next = 'RecordFailure')],
  ['caught', 'an error taken for success', (state) => (item(state('AwaitPerson'), 2).Next = 'Closed')],
  [
    'caught',
    'a failure recorded for ever',
    (state) => (item(state('RecordFailure'), 1).Next = 'RecordFailure'),
  ],
  ['allCaught', 'a task that lets errors through', (state) => state('SendMail').Catch?.pop()],
  ['allCaught', 'a map that lets errors through', (state) => delete state('CallOfficers').Catch],
  ['superseded', 'an old run that goes on', (state) => state('SendMail').Catch?.shift()],
  ['superseded', 'an old run that counts as failed', (state) => (item(state('SendMail'), 0).Next = 'Failed')],
  ['ending', 'a step that takes hours', (state) => (state('SendMail').TimeoutSeconds = 7200)],
  [
    'ending',
    'a step with a computed limit',
    (state) => (state('SendMail').TimeoutSeconds = '{% $seconds %}'),
  ],
  ['ending', 'a wait of fixed length', (state) => (state('AwaitPerson').TimeoutSeconds = 3600)],
  ['ending', 'a wait that is over in silence', (state) => state('AwaitPerson').Catch?.shift()],
  [
    'ending',
    'a wait that ends in failure',
    (state) => (item(state('AwaitPerson'), 0).Next = 'RecordFailure'),
  ],
  ['ending', 'a wait that starts again', (state) => state('AwaitPerson').Retry?.shift()],
  [
    'ending',
    'a sleep',
    (state, machine) => {
      machine.States.Sleep = { Type: 'Wait', Comment: 'A', Seconds: 60, Output: {}, Next: 'ReviewCase' };
      state('SendMail').Next = 'Sleep';
    },
  ],
  ['compiles', 'a way that leads nowhere', (state) => (state('SendMail').Next = 'Nowhere')],
  [
    'compiles',
    'a state that nothing leads to',
    (_, machine) => (machine.States.Island = { Type: 'Succeed' }),
  ],
  ['compiles', 'States.ALL before others', (state) => state('SendMail').Catch?.reverse()],
  ['compiles', 'a field that AWS does not know', (state) => Object.assign(state('SendMail'), { Timeout: 1 })],
];

test.each(SPOILT)('%s refuses %s', (rule, _how, spoil) => {
  const machine = definitionOf('incident');
  const state = (name: string): State => {
    const found = statesOf(machine).find(([known]) => known === name);
    if (found === undefined) throw new Error(`no state ${name}`);
    return found[1];
  };
  spoil(state, machine);
  expect(problemsOf(machine).map((problem) => problem.split(':')[0])).toContain(rule);
});

test('every rule is shown to refuse something', () => {
  const shown = new Set(SPOILT.map(([rule]) => rule));
  expect([...shown].sort()).toEqual([...Object.keys(RULES), 'compiles', 'jsonata'].sort());
});
