import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Activity } from '#/local/activity.ts';
import type { Metrics } from '#/local/alarms/metrics.ts';
import type { Clock } from '#/local/clock.ts';
import type { Principals } from '#/local/iam/principals.ts';
import type { LambdaError, WorkerAnswer, WorkerCall, WorkerData } from '#/local/lambda/lambda-worker.ts';
import { REGION } from '#/local/template/resources.ts';
import type { ResourceOf, Template } from '#/local/template/template.ts';

export type LambdaResult = { ok: true; payload: string } | { ok: false; error: LambdaError };

type Resource = ResourceOf<'AWS::Lambda::Function'>;

export interface Lambdas {
  invoke(arn: string, event: unknown): Promise<LambdaResult>;
  /** A function by its ARN, its logical id, or its name in any spelling. */
  find(name: string): Resource;
  stop(): Promise<void>;
}

export interface LambdaOptions {
  template: Template;
  principals: Principals;
  clock: Clock;
  activity: Activity;
  metrics: Metrics;
  endpoint: string;
  log(line: string): void;
}

interface Seat {
  resource: Resource;
  worker: Worker;
  busy: boolean;
  usedAt: number;
  settle?: ((result: LambdaResult) => void) | undefined;
}

const SEATS = 8;
/** More of one function would only push the others out: they share the machine's few cores. */
const SEATS_EACH = 2;
const IDLE_MS = 180_000;
const LARGEST_ANSWER = 6 * 1024 * 1024;

const source = stripTypeScriptTypes(readFileSync(new URL('./lambda-worker.ts', import.meta.url), 'utf8'));
const workerUrl = new URL(`data:text/javascript,${encodeURIComponent(source)}`);

export function createLambdas(options: LambdaOptions): Lambdas {
  const { template, activity, metrics, log } = options;
  const all = template.ofType('AWS::Lambda::Function');
  // A bundle that is not there must stop the start, not the first call.
  const folders = new Map(all.map((resource) => [resource, template.asset(resource.properties.Code.S3Key)]));
  const seats = new Set<Seat>();
  const waiting: (() => void)[] = [];
  let stopped = false;

  const tidy = setInterval(() => {
    for (const seat of seats) if (!seat.busy && Date.now() - seat.usedAt > IDLE_MS) leave(seat);
  }, 30_000).unref();

  function wake(): void {
    for (const ready of waiting.splice(0)) ready();
  }

  function leave(seat: Seat): void {
    seats.delete(seat);
    void seat.worker.terminate();
    wake();
  }

  async function takeSeat(resource: Resource): Promise<Seat> {
    for (;;) {
      const seat = freeSeat(resource);
      if (seat !== undefined) {
        seat.busy = true;
        return seat;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  /** One that has run this function before, else a new one, for which the longest idle may have to leave. */
  function freeSeat(resource: Resource): Seat | undefined {
    const idle = [...seats].filter((seat) => !seat.busy).sort((a, b) => a.usedAt - b.usedAt);
    const own = [...seats].filter((seat) => seat.resource === resource);
    const warm = idle.findLast((seat) => own.includes(seat));
    if (warm !== undefined || own.length >= SEATS_EACH) return warm;
    if (seats.size >= SEATS && idle[0] !== undefined) leave(idle[0]);
    return seats.size < SEATS ? openSeat(resource) : undefined;
  }

  function openSeat(resource: Resource): Seat {
    const worker = startWorker(resource, folders.get(resource) ?? '', options);
    const seat: Seat = { resource, worker, busy: false, usedAt: Date.now() };
    const ended = (error: LambdaError) => {
      seats.delete(seat);
      seat.settle?.({ ok: false, error });
    };
    worker.on('message', (answer: WorkerAnswer) =>
      seat.settle?.(
        'payload' in answer ? { ok: true, payload: answer.payload } : { ok: false, error: answer.error },
      ),
    );
    worker.on('error', (error: Error) =>
      ended({ errorType: `Runtime.${error.name}`, errorMessage: error.message }),
    );
    worker.on('exit', (code) =>
      ended({
        errorType: 'Runtime.ExitError',
        errorMessage: `Error: Runtime exited with error: exit status ${code}`,
      }),
    );
    for (const stream of [worker.stdout, worker.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        log(`[${resource.label}] ${line}`);
        metrics.readLine(line);
      });
    }
    seats.add(seat);
    return seat;
  }

  async function invoke(resource: Resource, event: unknown): Promise<LambdaResult> {
    const seat = await takeSeat(resource);
    const requestId = randomUUID();
    const timeout = resource.properties.Timeout * 1000;
    let timer: NodeJS.Timeout | undefined;
    const result = await new Promise<LambdaResult>((resolve) => {
      seat.settle = resolve;
      const call: WorkerCall = {
        event: JSON.stringify(event) ?? 'null',
        requestId,
        deadline: Date.now() + timeout,
      };
      seat.worker.postMessage(call);
      timer = setTimeout(() => {
        const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${(timeout / 1000).toFixed(2)} seconds`;
        seat.settle = undefined;
        leave(seat);
        resolve({ ok: false, error: { errorType: 'Sandbox.Timedout', errorMessage } });
      }, timeout);
    });
    clearTimeout(timer);
    seat.settle = undefined;
    seat.busy = false;
    seat.usedAt = Date.now();
    wake();
    return count(resource, limitSize(result));
  }

  function count(resource: Resource, result: LambdaResult): LambdaResult {
    if (stopped) return result;
    const dimensions = { FunctionName: resource.name };
    metrics.add('AWS/Lambda', 'Invocations', 1, dimensions);
    metrics.add('AWS/Lambda', 'Errors', result.ok ? 0 : 1, dimensions);
    if (!result.ok) {
      const { errorType, errorMessage, trace = [] } = result.error;
      // What a function threw it has written down itself, with its frames; one that could not even start has not.
      const frames = errorType.startsWith('Runtime.') ? trace.slice(1) : [];
      log([`[${resource.label}] ${errorType}: ${errorMessage}`, ...frames].join('\n'));
    }
    return result;
  }

  function find(name: string): Resource {
    const plain = name.replaceAll('-', '').toLowerCase();
    const fits = ({ id, arn, name: physical, label }: Resource) =>
      [id, arn, physical].includes(name) || label.replace(/Function$/, '').toLowerCase() === plain;
    const found = all.find(fits);
    if (found === undefined) throw new Error(`there is no function ${name}`);
    return found;
  }

  return {
    find,
    invoke: (arn, event) => activity.track(invoke(find(arn), event)),
    async stop() {
      stopped = true;
      clearInterval(tidy);
      await Promise.all([...seats].map(({ worker }) => worker.terminate()));
    },
  };
}

function limitSize(result: LambdaResult): LambdaResult {
  if (!result.ok || Buffer.byteLength(result.payload) <= LARGEST_ANSWER) return result;
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${LARGEST_ANSWER} bytes).`;
  return { ok: false, error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } };
}

function startWorker(
  resource: Resource,
  folder: string,
  { principals, clock, endpoint }: LambdaOptions,
): Worker {
  const { Handler, MemorySize, Environment } = resource.properties;
  const [file = 'index', handler = 'handler'] = Handler.split('.');
  const { accessKeyId, secretAccessKey } = principals.byRole(resource.id);
  const data: WorkerData = {
    bundle: pathToFileURL(join(folder, `${file}.mjs`)).href,
    handler,
    offset: clock.offset,
    name: resource.name,
    arn: resource.arn,
    memory: String(MemorySize),
  };
  const worker = new Worker(workerUrl, {
    name: resource.label,
    workerData: data,
    stdout: true,
    stderr: true,
    execArgv: ['--enable-source-maps'],
    resourceLimits: { maxOldGenerationSizeMb: MemorySize, maxYoungGenerationSizeMb: 4 },
    env: {
      ...Environment?.Variables,
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      // Whatever the person at this machine has configured for AWS must not reach the functions.
      AWS_CONFIG_FILE: join(folder, 'no-config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-credentials'),
      AWS_LAMBDA_FUNCTION_NAME: resource.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${resource.name}`,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      LAMBDA_TASK_ROOT: folder,
      TZ: 'UTC',
      _HANDLER: Handler,
    },
  });
  return worker;
}
