import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, test } from 'vitest';
import { Workflow } from '#/infra/constructs/workflow.ts';
import { ofType } from '#/test/infra/synthesised.ts';

const MACHINES = ofType('AWS::StepFunctions::StateMachine');

test('there are the three machines', () => {
  expect(MACHINES.map(({ path }) => path)).toEqual(['Escalation', 'ExternalReport', 'Incident']);
});

describe.each(MACHINES)('$path', ({ Properties }) => {
  test('logs every step but nothing of its content', () => {
    expect(Properties.LoggingConfiguration).toMatchObject({ Level: 'ALL', IncludeExecutionData: false });
  });

  test('is traced', () => {
    expect(Properties.TracingConfiguration).toEqual({ Enabled: true });
  });

  test('is of the kind that runs a step once', () => {
    expect(Properties.StateMachineType ?? 'STANDARD').toBe('STANDARD');
  });
});

test('a placeholder without its function stops the synth and is named', () => {
  const stack = new Stack(new App(), 'Test');
  const machine = () =>
    new Workflow(stack, 'escalation', { functions: [], workflows: [], logKey: new Key(stack, 'Key') });
  expect(machine).toThrow(
    /statemachines\/escalation names what does not exist: .*ReviewEscalationFunctionArn/,
  );
});
