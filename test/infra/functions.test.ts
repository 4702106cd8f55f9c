import { describe, expect, test } from 'vitest';
import { WINDOW_MINUTES } from '#/core/report/probe.ts';
import { keepFiles } from '#/functions/keep-files/task.ts';
import { sendMail } from '#/functions/send-mail/task.ts';
import { ENVIRONMENT, type FunctionName } from '#/functions/shared/env.ts';
import { pascalCase } from '#/infra/constructs/task-function.ts';
import { calledCase, Hall } from '#/test/functions/hall.ts';
import { at, ofType, readable } from '#/test/infra/synthesised.ts';

const NAMES = Object.keys(ENVIRONMENT) as FunctionName[];
const VALUES: Record<string, string> = {
  CASES_TABLE: 'Cases',
  EVIDENCE_BUCKET: 'Evidence',
  EVIDENCE_LOCK: 'COMPLIANCE',
  INGEST_BUCKET: 'Ingest',
  INCIDENT_MACHINE: 'Incident',
  CODE_KEY: 'CodeKey',
  TIMELINE_KEY: 'TimelineKey',
  PUBLIC_URL: 'PublicUrl',
  SIGN_IN_URL: 'SignInUrl',
  INSIDE_NETWORKS: 'InsideNetworks',
  SIGN_IN_CLIENT: 'SignIn/Pool/Client',
  MAIL_FROM: 'hikeshi@hikeshi.city.example',
  REPORT_ADDRESS: 'incident@hikeshi.city.example',
};

/** And by nobody who waits for an answer. */
const CALLED_BY_CLOCK_ALONE: FunctionName[] = ['sweep-due', 'pass-on', 'probe-doors'];

test('there is one function for each entry of the environment, and no hidden one', () => {
  const paths = ofType('AWS::Lambda::Function').map(({ path }) => path);
  expect(paths.sort()).toEqual(NAMES.map(pascalCase).sort());
});

describe.each(NAMES)('%s', (name) => {
  const { Properties } = at(pascalCase(name));

  test('gets exactly its variables', () => {
    const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
    const given = Object.entries(Variables).map(([variable, value]) => [variable, readable(value)]);
    expect(Object.fromEntries(given)).toEqual(
      Object.fromEntries(ENVIRONMENT[name].map((variable) => [variable, VALUES[variable]])),
    );
  });

  test('runs its bundle on Node 24, traced, and reserves nothing', () => {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      TracingConfig: { Mode: 'Active' },
    });
    expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
  });

  test('answers before the gateway gives up, or before the clock calls again', () => {
    const limit =
      CALLED_BY_CLOCK_ALONE.includes(name) || ['send-mail', 'keep-files'].includes(name) ? 60 : 29;
    expect(Properties.Timeout).toBeLessThan(limit);
  });

  test('writes its own log', () => {
    const { LogGroup } = Properties.LoggingConfig as { LogGroup: unknown };
    expect(readable(LogGroup)).toBe(`${pascalCase(name)}Log`);
  });
});

test('a mail is claimed for longer than its sender may run, so that no second one takes it meanwhile', async () => {
  const hall = await Hall.open();
  const caseId = await calledCase(hall);
  const claimed: number[] = [];
  hall.cases.claim = async (_caseId, _key, now, until) => {
    claimed.push((Date.parse(until) - Date.parse(now)) / 1000);
    return undefined;
  };
  await sendMail(hall.ports, { caseId });
  expect(claimed).toHaveLength(1);
  expect(claimed[0]).toBeGreaterThan(at('SendMail').Properties.Timeout as number);
});

test('every log is encrypted and kept for a year', () => {
  for (const { Properties } of ofType('AWS::Logs::LogGroup')) {
    expect(Properties.RetentionInDays).toBe(365);
    expect(readable(Properties.KmsKeyId)).toBe('DataKey');
  }
});

test('a file is claimed for longer than its keeper may run', async () => {
  const hall = await Hall.open();
  const caseId = await hall.report();
  await hall.owe(caseId, { upload: 'a'.repeat(32), name: '写真.png' }, { mail: 'raw-1', virus: 'PASS' });
  const claimed: number[] = [];
  hall.cases.claim = async (_caseId, _key, now, until) => {
    claimed.push((Date.parse(until) - Date.parse(now)) / 1000);
    return undefined;
  };
  await keepFiles(hall.ports, { caseId });
  expect(claimed).toHaveLength(2);
  expect(Math.min(...claimed)).toBeGreaterThan(at('KeepFiles').Properties.Timeout as number);
});

interface Target {
  Arn: unknown;
  Input: string;
  RetryPolicy: unknown;
}

test('the clock calls the sweeper, the mailer, the one that passes on, the keeper and the mail door every minute, and the watch once in its window', () => {
  const rules = ofType('AWS::Events::Rule').map(({ Properties }) => {
    const targets = Properties.Targets as Target[];
    for (const { RetryPolicy } of targets) expect(RetryPolicy).toMatchObject({ MaximumRetryAttempts: 0 });
    const called = targets.map(({ Arn, Input }) => `${readable(Arn)} ${JSON.parse(Input).schedule}`);
    return [Properties.ScheduleExpression, called];
  });
  expect(rules).toEqual([
    [
      'rate(1 minute)',
      ['SweepDue minute', 'SendMail minute', 'PassOn minute', 'KeepFiles minute', 'AcceptMail minute'],
    ],
    [`rate(${WINDOW_MINUTES} minutes)`, ['ProbeDoors window']],
  ]);
});

test('only a call that the next one makes good is not repeated: a mail is tried again', () => {
  const asynchronous = ofType('AWS::Lambda::EventInvokeConfig');
  expect(
    asynchronous.map(({ Properties }) => [
      readable(Properties.FunctionName),
      Properties.MaximumRetryAttempts,
    ]),
  ).toEqual([
    ['SendMail', 0],
    ['KeepFiles', 0],
    ['SweepDue', 0],
    ['PassOn', 0],
    ['ProbeDoors', 0],
  ]);
});
