import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../statemachines/', import.meta.url);

export interface Handler {
  ErrorEquals: string[];
  Next: string;
  MaxAttempts?: number;
  Assign?: Record<string, unknown>;
  Output?: unknown;
}

/** A state as it stands in the file; which fields it has is for the rules to say. */
export interface State {
  Type: string;
  Comment?: string;
  Resource?: string;
  Arguments?: Record<string, unknown>;
  Assign?: Record<string, unknown>;
  Output?: unknown;
  Items?: unknown;
  Seconds?: unknown;
  Timestamp?: unknown;
  TimeoutSeconds?: unknown;
  Retry?: Omit<Handler, 'Next'>[];
  Catch?: Handler[];
  Choices?: { Condition: unknown; Next: string }[];
  Default?: string;
  ItemProcessor?: Machine;
  Branches?: Machine[];
  Next?: string;
  End?: boolean;
}

export interface Machine {
  Comment?: string;
  QueryLanguage?: string;
  StartAt: string;
  States: Record<string, State>;
}

export const MACHINE_NAMES = readdirSync(FOLDER);

export const sourceOf = (name: string): string =>
  readFileSync(new URL(`${name}/${name}.asl.json`, FOLDER), 'utf8');

export const definitionOf = (name: string): Machine => JSON.parse(sourceOf(name));

/** Every state with its name, those of inner machines included. */
export function statesOf(machine: Machine): [name: string, state: State][] {
  return Object.entries(machine.States).flatMap(([name, state]): [string, State][] => {
    const inner = [...(state.ItemProcessor ? [state.ItemProcessor] : []), ...(state.Branches ?? [])];
    return [[name, state], ...inner.flatMap(statesOf)];
  });
}

export const errorsOf = ({ Retry = [], Catch = [] }: State): string[] =>
  [...Retry, ...Catch].flatMap(({ ErrorEquals }) => ErrorEquals);

/** With ARNs in the places of the placeholders, as a deployment fills them in. */
export const filled = (source: string): string =>
  source
    .replaceAll(/\$\{(\w+)FunctionArn\}/g, 'arn:aws:lambda:ap-northeast-1:000000000000:function:$1')
    .replaceAll(/\$\{(\w+)MachineArn\}/g, 'arn:aws:states:ap-northeast-1:000000000000:stateMachine:$1');
