import * as z from 'zod';
import type { Clock } from '#/local/clock.ts';
import type { Data } from '#/local/data.ts';
import type { Metrics, Sample } from '#/local/metrics.ts';
import type { ResourceOf, Template } from '#/local/template.ts';
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
  print(line: string): void;
}

type Properties = ResourceOf<'AWS::CloudWatch::Alarm'>['properties'];
type Metric = NonNullable<Properties['Metrics'][number]['MetricStat']>['Metric'];

export function createAlarms({ template, data, clock, metrics, print }: AlarmOptions): Alarms {
  data.database.exec('CREATE TABLE IF NOT EXISTS alarm (at INTEGER, name TEXT, message TEXT) STRICT');
  const insert = data.database.prepare('INSERT INTO alarm VALUES (?, ?, ?)');
  const select = data.database.prepare('SELECT * FROM alarm ORDER BY at DESC, rowid DESC LIMIT 200');
  for (const alarm of template.ofType('AWS::CloudWatch::Alarm')) {
    const rings = watch(alarm.properties, clock);
    const message = alarm.properties.AlarmDescription;
    metrics.subscribe((sample) => {
      if (!rings(sample)) return;
      insert.run(clock.now(), alarm.label, message);
      print(text.alarm(alarm.label, message));
    });
  }
  return { list: () => z.array(ALARM).parse(select.all()) };
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
