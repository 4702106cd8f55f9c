import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FAULT_CODES } from '#/core/fault.ts';
import { ENVIRONMENT } from '#/functions/shared/env.ts';
import { definitionOf, errorsOf, MACHINE_NAMES, sourceOf, statesOf } from './definitions.ts';

const ROOT = new URL('../../', import.meta.url);
const TEMPLATE = new URL('cdk.out/HikeshiApp.template.json', ROOT);

/** Steps that no machine names: what people, schedules and the operator call. */
const DOORS = [
  'accept-mail',
  'accept-report',
  'answer-query',
  'carry-command',
  'enrol-people',
  'hand-out-evidence',
  'offer-upload',
  'pass-on',
  'probe-doors',
  'serve-web',
  'sweep-due',
];

const pascal = (kebab: string): string =>
  kebab.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

const FOLDERS = readdirSync(new URL('functions/', ROOT)).filter((name) => name !== 'shared');
const MACHINES = MACHINE_NAMES.map((name) => ({ name, states: statesOf(definitionOf(name)) }));
const STEPS = MACHINES.flatMap(({ name: machine, states }) =>
  states.flatMap(([state, { Arguments: { FunctionName } = {} }]) =>
    typeof FunctionName === 'string' ? [{ machine, state, placeholder: FunctionName }] : [],
  ),
);

/** The construct ids of what is deployed, where it has been synthesised; what the infrastructure names, where not. */
function constructIds(type: string): string[] {
  if (!existsSync(TEMPLATE)) {
    const source = readFileSync(new URL('infra/stacks/app-stack.ts', ROOT), 'utf8');
    return [...source.matchAll(/\b(?:add|machine)\(\s*'([a-z-]+)'/g)].map(([, name = '']) => pascal(name));
  }
  const { Resources } = JSON.parse(readFileSync(TEMPLATE, 'utf8')) as {
    Resources: Record<string, { Type: string; Metadata: { 'aws:cdk:path': string } }>;
  };
  return Object.values(Resources)
    .filter((resource) => resource.Type === type)
    .map(({ Metadata }) => Metadata['aws:cdk:path'].split('/')[1] ?? '');
}

const FUNCTION_IDS = constructIds('AWS::Lambda::Function');
const MACHINE_IDS = constructIds('AWS::StepFunctions::StateMachine');

describe('one word, four spellings', () => {
  test.each(STEPS)('$machine: $state', ({ state, placeholder }) => {
    expect(placeholder).toBe(`\${${state}FunctionArn}`);
    expect(FOLDERS.map(pascal)).toContain(state);
    expect(FUNCTION_IDS).toContain(state);
  });

  test.each(FOLDERS)(
    'functions/%s is task.ts and handler.ts, with an environment and a construct',
    (folder) => {
      expect(readdirSync(new URL(`functions/${folder}/`, ROOT)).sort()).toEqual(['handler.ts', 'task.ts']);
      expect(Object.keys(ENVIRONMENT)).toContain(folder);
      expect(FUNCTION_IDS).toContain(pascal(folder));
    },
  );

  test.each(FOLDERS)('functions/%s/handler.ts joins its own task and reads its own environment', (folder) => {
    const source = readFileSync(new URL(`functions/${folder}/handler.ts`, ROOT), 'utf8');
    const tasks = [...source.matchAll(/from '#\/functions\/([a-z-]+)\/task\.ts'/g)].map(([, name]) => name);
    const environments = [...source.matchAll(/readEnvironment\('([a-z-]+)'/g)].map(([, name]) => name);
    expect({ tasks, environments }).toEqual({ tasks: [folder], environments: [folder] });
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(25);
  });

  test.each(MACHINE_NAMES)(
    'statemachines/%s is a definition and its picture, and is deployed under its name',
    (name) => {
      expect(readdirSync(new URL(`statemachines/${name}/`, ROOT)).sort()).toEqual([
        'README.md',
        `${name}.asl.json`,
      ]);
      expect(MACHINE_IDS).toContain(pascal(name));
    },
  );
});

test('every step is used by a machine or is a door, and no door is a step', () => {
  const used = new Set(STEPS.map(({ state }) => state));
  expect(FOLDERS.filter((folder) => !used.has(pascal(folder))).sort()).toEqual(DOORS);
});

test('every environment belongs to a step', () => {
  expect(Object.keys(ENVIRONMENT).sort()).toEqual(FOLDERS.toSorted());
});

test('every machine that is named exists, and every machine but the first is started by another', () => {
  const named = MACHINE_NAMES.flatMap((name) => [...sourceOf(name).matchAll(/\$\{(\w+)MachineArn\}/g)]);
  const started = new Set(named.map(([, machine]) => machine));
  expect([...started, 'Incident'].sort()).toEqual(MACHINE_NAMES.map(pascal).sort());
});

test('every error that a machine waits for is one that can happen', () => {
  const errors = new Set(MACHINES.flatMap(({ states }) => states.flatMap(([, state]) => errorsOf(state))));
  const unknown = [...errors].filter((error) => {
    const ours = (FAULT_CODES as readonly string[]).includes(error);
    return !ours && !/^(States|Lambda|StepFunctions)\.\w+$/.test(error);
  });
  expect(unknown).toEqual([]);
  expect(errors).toContain('RunSuperseded');
});
