/** Counts one in CloudWatch by the embedded metric format: a line on stdout, so that an alarm needs no call that can fail. */
export function countMetric(name: string): void {
  const _aws = {
    Timestamp: Date.now(),
    CloudWatchMetrics: [{ Namespace: 'Hikeshi', Dimensions: [[]], Metrics: [{ Name: name, Unit: 'Count' }] }],
  };
  process.stdout.write(`${JSON.stringify({ _aws, [name]: 1 })}\n`);
}
