import * as z from 'zod';
import type { Metrics, Sample } from '#/local/alarms/metrics.ts';
import type { Clock } from '#/local/clock.ts';
import type { Data } from '#/local/data.ts';
import type { Iam } from '#/local/iam/iam.ts';
import { keyNeeds } from '#/local/iam/permissions.ts';
import type { ResourceOf, Template } from '#/local/template/template.ts';
import { text } from '#/local/text.ts';

const ALARM = z.object({ at: z.number(), name: z.string(), message: z.string() });
export type Alarm = z.output<typeof ALARM>;

export interface Alarms {
  list(): Alarm[];
}

export interface AlarmOptions {
  template: Template;
  data: Data;
  clock: Clock;
  metrics: Metrics;
  iam: Iam;
  print(line: string): void;
}

type Alarmed = ResourceOf<'AWS::CloudWatch::Alarm'>;
type Properties = Alarmed['properties'];
type Metric = NonNullable<Properties['Metrics'][number]['MetricStat']>['Metric'];

export function createAlarms(options: AlarmOptions): Alarms {
  const { template, data, clock, metrics, print } = options;
  data.database.exec('CREATE TABLE IF NOT EXISTS alarm (at INTEGER, name TEXT, message TEXT) STRICT');
  const insert = data.database.prepare('INSERT INTO alarm VALUES (?, ?, ?)');
  const select = data.database.prepare('SELECT * FROM alarm ORDER BY at DESC, rowid DESC LIMIT 200');
  for (const alarm of template.ofType('AWS::CloudWatch::Alarm')) {
    const rings = watch(alarm.properties, clock);
    const message = alarm.properties.AlarmDescription;
    metrics.subscribe((sample) => {
      if (!rings(sample) || !isHeard(alarm, options)) return;
      insert.run(clock.now(), alarm.label, message);
      print(text.alarm(alarm.label, message));
    });
  }
  return { list: () => z.array(ALARM).parse(select.all()) };
}

/** An alarm is heard through its topic, which may be encrypted. */
function isHeard({ arn, properties }: Alarmed, { template, iam }: AlarmOptions): boolean {
  return properties.AlarmActions.some((action) => {
    const topic = template.ofType('AWS::SNS::Topic').find((one) => one.arn === action);
    const key = keyNeeds(template, topic?.properties.KmsMasterKeyId, 'writes', 'sns');
    const needs = [{ action: 'sns:Publish', resource: action }, ...key];
    return needs.every((need) => iam.admits('cloudwatch.amazonaws.com', arn, need));
  });
}

/** An alarm rings when a sample brings its window over the threshold, and is ready again when the window has passed. */
function watch(properties: Properties, clock: Clock): (sample: Sample) => boolean {
  const { Namespace, MetricName, Dimensions = [] } = properties;
  const stats = properties.Metrics.flatMap(({ MetricStat }) => MetricStat ?? []);
  const single = Namespace && MetricName ? [{ Namespace, MetricName, Dimensions }] : [];
  const watched = [...single, ...stats.map(({ Metric }) => Metric)];
  const length = (properties.Period ?? stats[0]?.Period ?? 60) * 1000;
  let samples: { at: number; value: number }[] = [];
  let quietUntil = 0;

  return (sample) => {
    if (!watched.some((metric) => matches(metric, sample))) return false;
    const now = clock.now();
    samples = [...samples.filter(({ at }) => at > now - length), { at: now, value: sample.value }];
    const values = samples.map(({ value }) => value);
    const value =
      properties.Statistic === 'Maximum' ? Math.max(...values) : values.reduce((sum, one) => sum + one, 0);
    if (now < quietUntil || !exceeds(properties, value)) return false;
    quietUntil = now + length;
    return true;
  };
}

function matches(metric: Metric, sample: Sample): boolean {
  return (
    metric.Namespace === sample.namespace &&
    metric.MetricName === sample.metric &&
    metric.Dimensions.length === Object.keys(sample.dimensions).length &&
    metric.Dimensions.every(({ Name, Value }) => sample.dimensions[Name] === Value)
  );
}

/** Alarms on too little need a clock rather than a sample; they are left to AWS. */
function exceeds({ ComparisonOperator, Threshold }: Properties, value: number): boolean {
  if (ComparisonOperator === 'GreaterThanThreshold') return value > Threshold;
  return ComparisonOperator === 'GreaterThanOrEqualToThreshold' && value >= Threshold;
}
