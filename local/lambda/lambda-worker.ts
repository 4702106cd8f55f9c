import { parentPort, workerData } from 'node:worker_threads';

/** Runs as plain JavaScript (types stripped once by the parent), so it imports nothing but Node. */
export interface WorkerData {
  bundle: string;
  handler: string;
  offset: Float64Array<SharedArrayBuffer>;
  name: string;
  arn: string;
  memory: string;
}

export interface WorkerCall {
  event: string;
  requestId: string;
  deadline: number;
}

export interface LambdaError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

export type WorkerAnswer = { payload: string } | { error: LambdaError };

const { bundle, handler, offset, name, arn, memory } = workerData as WorkerData;

const wallNow = Date.now;
const drivenNow = () => Math.floor(wallNow() + (offset[0] ?? 0));
const WallDate = Date;
WallDate.now = drivenNow;
globalThis.Date = new Proxy(WallDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [drivenNow()] : args, newTarget),
  apply: () => new WallDate(drivenNow()).toString(),
});
WallDate.prototype.constructor = globalThis.Date;

function shape(error: unknown): LambdaError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  const trace = (error.stack ?? '').split('\n').filter((line) => !line.includes('data:text/javascript'));
  return { errorType: error.name, errorMessage: error.message, trace };
}

type Handler = (event: unknown, context: unknown) => unknown;

const ready: Promise<Handler | LambdaError> = import(bundle).then(
  (module) =>
    module[handler] ?? {
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: `${handler} is undefined or not exported`,
    },
  (error) => ({
    ...shape(error),
    errorType: error?.name === 'SyntaxError' ? 'Runtime.UserCodeSyntaxError' : shape(error).errorType,
  }),
);

function contextOf({ requestId, deadline }: WorkerCall): unknown {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: memory,
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: `${day}/[$LATEST]local`,
    getRemainingTimeInMillis: () => Math.max(deadline - wallNow(), 0),
  };
}

async function run(call: WorkerCall): Promise<WorkerAnswer> {
  const handle = await ready;
  if (typeof handle !== 'function') return { error: handle };
  try {
    const result = await handle(JSON.parse(call.event), contextOf(call));
    return { payload: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    return { error: shape(error) };
  }
}

parentPort?.on('message', (call: WorkerCall) => {
  void run(call).then((answer) => parentPort?.postMessage(answer));
});
