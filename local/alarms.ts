import type { Clock } from '#/local/clock.ts';
import type { Data } from '#/local/data.ts';
import type { Iam } from '#/local/iam.ts';
import type { Metrics, Sample } from '#/local/metrics.ts';
import { keyNeeds } from '#/local/permissions.ts';
import type { Resource, Template } from '#/local/template.ts';
import { text } from '#/local/text.ts';

export interface Alarm {
  at: number;
  name: string;
  message: string;
}

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

interface Metric {
  Namespace: string;
  MetricName: string;
  Dimensions?: { Name: string; Value: string }[];
}

interface AlarmProperties extends Partial<Metric> {
  AlarmActions?: string[];
  ComparisonOperator: string;
  EvaluationPeriods: number;
  Period?: number;
  Threshold: number;
  Statistic?: string;
  Metrics?: { MetricStat?: { Metric: Metric; Period: number; Stat: string } }[];
}

export function createAlarms(options: AlarmOptions): Alarms {
  const { template, data, clock, metrics, print } = options;
  data.database.exec('CREATE TABLE IF NOT EXISTS alarm (at INTEGER, name TEXT, message TEXT) STRICT');
  const insert = data.database.prepare('INSERT INTO alarm VALUES (?, ?, ?)');
  const select = data.database.prepare('SELECT * FROM alarm ORDER BY at DESC, rowid DESC LIMIT 200');
  for (const alarm of template.ofType('AWS::CloudWatch::Alarm')) {
    const rings = watch(alarm.properties as unknown as AlarmProperties, clock);
    const message = String(alarm.properties.AlarmDescription ?? '');
    metrics.subscribe((sample) => {
      if (!rings(sample) || !isHeard(alarm, options)) return;
      insert.run(clock.now(), alarm.label, message);
      print(text.alarm(alarm.label, message));
    });
  }
  return { list: () => select.all() as unknown as Alarm[] };
}

/** An alarm is heard through its topic, which may be encrypted. */
function isHeard(alarm: Resource, { template, iam }: AlarmOptions): boolean {
  const { AlarmActions = [] } = alarm.properties as unknown as AlarmProperties;
  return AlarmActions.some((topic) => {
    const keyId = template.byArn(topic)?.properties.KmsMasterKeyId as string | undefined;
    const needs = [{ action: 'sns:Publish', resource: topic }, ...keyNeeds(template, keyId, 'writes', 'sns')];
    return needs.every((need) => iam.admits('cloudwatch.amazonaws.com', alarm.arn, need));
  });
}

/** An alarm rings when a sample brings its window over the threshold, and is ready again when the window has passed. */
function watch(properties: AlarmProperties, clock: Clock): (sample: Sample) => boolean {
  const stats = (properties.Metrics ?? []).flatMap(({ MetricStat }) => MetricStat ?? []);
  const single = properties.MetricName === undefined ? [] : [properties as Metric];
  const watched = [...single, ...stats.map(({ Metric }) => Metric)];
  const statistic = properties.Statistic ?? stats[0]?.Stat;
  const length = (properties.Period ?? stats[0]?.Period ?? 60) * properties.EvaluationPeriods * 1000;
  let samples: { at: number; value: number }[] = [];
  let quietUntil = 0;

  return (sample) => {
    if (!watched.some((metric) => matches(metric, sample))) return false;
    const now = clock.now();
    samples = [...samples.filter(({ at }) => at > now - length), { at: now, value: sample.value }];
    const values = samples.map(({ value }) => value);
    const value = statistic === 'Maximum' ? Math.max(...values) : values.reduce((sum, one) => sum + one, 0);
    if (now < quietUntil || !exceeds(properties, value)) return false;
    quietUntil = now + length;
    return true;
  };
}

function matches(metric: Metric, sample: Sample): boolean {
  const dimensions = metric.Dimensions ?? [];
  return (
    metric.Namespace === sample.namespace &&
    metric.MetricName === sample.metric &&
    dimensions.length === Object.keys(sample.dimensions).length &&
    dimensions.every(({ Name, Value }) => sample.dimensions[Name] === Value)
  );
}

/** Alarms on too little need a clock rather than a sample; they are left to AWS. */
function exceeds({ ComparisonOperator, Threshold }: AlarmProperties, value: number): boolean {
  if (ComparisonOperator === 'GreaterThanThreshold') return value > Threshold;
  return ComparisonOperator === 'GreaterThanOrEqualToThreshold' && value >= Threshold;
}
