export interface Sample {
  namespace: string;
  metric: string;
  value: number;
  dimensions: Record<string, string>;
}

export interface Metrics {
  add(namespace: string, metric: string, value: number, dimensions?: Record<string, string>): void;
  /** Takes the metrics out of a log line in CloudWatch's embedded metric format; ignores any other line. */
  readLine(line: string): void;
  subscribe(listener: (sample: Sample) => void): void;
}

interface Embedded {
  _aws?: {
    CloudWatchMetrics?: { Namespace: string; Dimensions?: string[][]; Metrics: { Name: string }[] }[];
  };
  [key: string]: unknown;
}

export function createMetrics(): Metrics {
  const listeners: ((sample: Sample) => void)[] = [];
  const emit = (sample: Sample) => {
    for (const listener of listeners) listener(sample);
  };
  return {
    subscribe: (listener) => void listeners.push(listener),
    add(namespace, metric, value, dimensions = {}) {
      emit({ namespace, metric, value, dimensions });
      // AWS counts its own metrics under their dimensions and in total.
      if (Object.keys(dimensions).length > 0) emit({ namespace, metric, value, dimensions: {} });
    },
    readLine(line) {
      if (line.includes('"_aws"')) for (const sample of samplesOf(line)) emit(sample);
    },
  };
}

function samplesOf(line: string): Sample[] {
  let record: Embedded;
  try {
    record = JSON.parse(line);
  } catch {
    return [];
  }
  return (record._aws?.CloudWatchMetrics ?? []).flatMap(({ Namespace, Dimensions = [[]], Metrics }) =>
    (Dimensions.length === 0 ? [[]] : Dimensions).flatMap((names) =>
      Metrics.flatMap(({ Name }) =>
        [record[Name]].flat().map((value) => ({
          namespace: Namespace,
          metric: Name,
          value: Number(value),
          dimensions: Object.fromEntries(names.map((name) => [name, String(record[name])])),
        })),
      ),
    ),
  );
}
