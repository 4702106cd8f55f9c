import type { Clock } from '#/local/clock.ts';
import type { Iam } from '#/local/iam.ts';
import type { Lambdas } from '#/local/lambda.ts';
import { StartError } from '#/local/start-error.ts';
import type { Resource, Template } from '#/local/template.ts';
import { text } from '#/local/text.ts';

interface RuleProperties {
  ScheduleExpression?: string;
  State?: string;
  Targets?: { Arn: string; Input?: string }[];
}

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Rules with a rate fire by timers on the driven clock; after a long advance once is enough. */
export function startSchedules(template: Template, clock: Clock, lambdas: Lambdas, iam: Iam): void {
  for (const rule of template.ofType('AWS::Events::Rule')) {
    const properties = rule.properties as RuleProperties;
    if (properties.State === 'DISABLED') continue;
    const every = rateOf(rule, properties.ScheduleExpression);
    const arm = () => void clock.at(clock.now() + every, fire, true);
    const fire = () => {
      arm();
      for (const target of properties.Targets ?? []) send(rule, target);
    };
    arm();
  }

  function send(rule: Resource, { Arn, Input }: { Arn: string; Input?: string }): void {
    const need = { action: 'lambda:InvokeFunction', resource: Arn };
    if (!iam.admits('events.amazonaws.com', rule.arn, need)) return;
    const event = Input === undefined ? scheduledEvent(rule, clock.now()) : JSON.parse(Input);
    lambdas.invokeLater(Arn, event);
  }
}

function rateOf(rule: Resource, expression = ''): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const milliseconds = Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  if (!(milliseconds > 0)) throw new StartError(text.unknownSchedule(rule.id, expression));
  return milliseconds;
}

function scheduledEvent(rule: Resource, now: number): unknown {
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
