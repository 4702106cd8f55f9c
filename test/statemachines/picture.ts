import { type Machine, type State, statesOf } from './definitions.ts';

const kebab = (id: string): string => id.replaceAll(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

const PLACEHOLDER = /^\$\{(\w+?)(Function|Machine)Arn\}$/;

/** What a state calls, as a link to where it stands. */
function calls({ Resource = '', Arguments = {} }: State): string {
  const [, id = '', kind] =
    PLACEHOLDER.exec(String(Arguments.FunctionName ?? Arguments.StateMachineArn)) ?? [];
  const name = kebab(id);
  if (kind === 'Function') {
    const waits = Resource.endsWith('.waitForTaskToken') ? ', waits for a person' : '';
    return `[functions/${name}](../../functions/${name}/task.ts)${waits}`;
  }
  return kind === 'Machine' ? `[${name}](../${name}/README.md)` : '';
}

/** Where a state leads, and on what. Ways into RecordFailure and Superseded are left out: every step has the same. */
function waysFrom({ Catch = [], Choices = [], Default, Next }: State) {
  const expression = (text: unknown) => String(text).replaceAll(/^\{% | %\}$/g, '');
  return [
    ...Choices.map((choice) => ({ to: choice.Next, on: expression(choice.Condition) })),
    ...(Default === undefined ? [] : [{ to: Default, on: 'otherwise' }]),
    ...(Next === undefined ? [] : [{ to: Next, on: '' }]),
    ...Catch.map((caught) => ({ to: caught.Next, on: caught.ErrorEquals.join(', ') })).filter(
      ({ on }) => on !== 'States.ALL' && on !== 'RunSuperseded',
    ),
  ];
}

const isEnd = ({ Type, End }: State): boolean => End === true || Type === 'Succeed' || Type === 'Fail';

/** Names are one space in a picture, so those of an inner machine carry the name of the state around it. */
function drawn(machine: Machine, around = ''): string[] {
  const states = Object.entries(machine.States);
  const named = around === '' ? [] : states.map(([name]) => `state "${name}" as ${around}${name}`);
  const lines = states.flatMap(([name, state]) => [
    ...(state.ItemProcessor ? [`state ${name} {`, ...drawn(state.ItemProcessor, name), '}'] : []),
    ...waysFrom(state).map(({ to, on }) => `${around}${name} --> ${around}${to}${on && `: ${on}`}`),
    ...(isEnd(state) ? [`${around}${name} --> [*]`] : []),
  ]);
  return [...named, `[*] --> ${around}${machine.StartAt}`, ...lines].map((line) => `  ${line}`);
}

/** The page beside a definition: its picture, and what each state is for. */
export function pageOf(name: string, machine: Machine): string {
  const rows = statesOf(machine).map(([id, state]) => `| ${id} | ${state.Comment} | ${calls(state)} |`);
  return [
    `# ${name}`,
    '',
    String(machine.Comment),
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...drawn(machine),
    '```',
    '',
    'From every step an error that stays leads to RecordFailure (from SendMail and KeepFiles it leads onward), and a newer run of the case to Superseded.',
    '',
    '| state | what it is for | what it calls |',
    '| --- | --- | --- |',
    ...rows,
    '',
    `Made from [${name}.asl.json](${name}.asl.json) by test/statemachines/picture.ts;`,
    '`npx vitest run --project workflow -u` makes it anew.',
    '',
  ].join('\n');
}
