import type { Clock } from '#/local/clock.ts';
import type { Iam } from '#/local/iam/iam.ts';
import type { Invocations } from '#/local/lambda/invocations.ts';
import type { ResourceOf, Template } from '#/local/template/template.ts';

type Rule = ResourceOf<'AWS::Events::Rule'>;

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Rules with a rate fire by timers on the driven clock; after a long advance once is enough. */
export function startSchedules(template: Template, clock: Clock, invocations: Invocations, iam: Iam): void {
  for (const rule of template.ofType('AWS::Events::Rule')) {
    const { State, ScheduleExpression, Targets } = rule.properties;
    if (State === 'DISABLED') continue;
    const every = millisecondsOf(ScheduleExpression);
    const arm = () => void clock.at(clock.now() + every, fire, true);
    const fire = () => {
      arm();
      for (const target of Targets) send(rule, target);
    };
    arm();
  }

  function send(rule: Rule, { Arn, Input }: Rule['properties']['Targets'][number]): void {
    const need = { action: 'lambda:InvokeFunction', resource: Arn };
    if (!iam.admits('events.amazonaws.com', rule.arn, need)) return;
    const event = Input === undefined ? scheduledEvent(rule, clock.now()) : JSON.parse(Input);
    invocations.send(Arn, event);
  }
}

function millisecondsOf(rate: string): number {
  const [, count, unit = ''] = /(\d+) (minute|hour|day)/.exec(rate) ?? [];
  return Number(count) * (UNIT_MS[unit] ?? Number.NaN);
}

function scheduledEvent(rule: Rule, now: number): unknown {
  const time = new Date(now).toISOString();
  return {
    version: '0',
    source: 'aws.events',
    'detail-type': 'Scheduled Event',
    time,
    resources: [rule.arn],
    detail: {},
  };
}
