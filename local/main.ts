import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { env } from 'node:process';
import { createActivity } from '#/local/activity.ts';
import { createAlarms } from '#/local/alarms/alarms.ts';
import { createMetrics } from '#/local/alarms/metrics.ts';
import { createApi } from '#/local/api/api.ts';
import { createBanner } from '#/local/api/banner.ts';
import { createClock } from '#/local/clock.ts';
import { type Data, openData } from '#/local/data.ts';
import { createDynamoDb } from '#/local/dynamodb.ts';
import type { Service } from '#/local/gateway/aws-request.ts';
import { createGateway } from '#/local/gateway/gateway.ts';
import { createIam, type Grant } from '#/local/iam/iam.ts';
import { createPrincipals } from '#/local/iam/principals.ts';
import { createKms } from '#/local/kms.ts';
import { startSchedules } from '#/local/lambda/events.ts';
import { createInvocations } from '#/local/lambda/invocations.ts';
import { createLambdas } from '#/local/lambda/lambda.ts';
import { openLog } from '#/local/log.ts';
import type { MailDoor } from '#/local/mail/mail-in.ts';
import { createMailbox } from '#/local/mail/mailbox.ts';
import { createReceipt } from '#/local/mail/receipt.ts';
import { createSes } from '#/local/mail/ses.ts';
import { openSmtp } from '#/local/mail/smtp.ts';
import { createLayout } from '#/local/pages/page.ts';
import { createTools } from '#/local/pages/tools.ts';
import { createS3 } from '#/local/s3/s3.ts';
import { type LocalServer, listen } from '#/local/servers.ts';
import { type Account, createOidc } from '#/local/sign-in/oidc.ts';
import { StartError } from '#/local/start-error.ts';
import { openExecutions } from '#/local/states/executions.ts';
import { createMachines, deployedIn } from '#/local/states/machines.ts';
import { createStates } from '#/local/states/states.ts';
import { bucketsOf, clientOf, identitiesOf, keysOf } from '#/local/template/settings.ts';
import { readTemplate, type Template } from '#/local/template/template.ts';
import { text } from '#/local/text.ts';

export interface UpOptions {
  cdkOut: string;
  data: string;
  /** 0 takes free ports. */
  port: number;
  toolsPort?: number;
  /** For mail to the desk; left out, 2525 or else a free one. */
  mailPort?: number | undefined;
  parameters?: Record<string, string>;
  /** Who can sign in. */
  accounts?: readonly Account[];
  /** Lines for the person in front of it: alarms and refusals. Everything else goes to the log file. */
  log?: (line: string) => void;
  /** It could not go on, said why, and took everything down. */
  failed?: () => void;
}

export interface Running {
  productUrl: string;
  toolsUrl: string;
  awsEndpoint: string;
  /** Where mail is taken in, and for which address. */
  mailDoor: MailDoor;
  template: Template;
  /** Credentials for which no policy is checked. */
  operator: { accessKeyId: string; secretAccessKey: string };
  now(): number;
  advance(milliseconds: number): Promise<void>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  invoke(functionName: string, payload: unknown): Promise<unknown>;
  /** What the policies allow, and which of it has been used since the start. */
  grants(): Grant[];
  /** An access token, as the sign-in page would give it. */
  token(personId: string): Promise<string>;
  /** Does the work unless it was done before in this data folder. */
  once(name: string, work: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

type Closer = () => unknown;

/** The one machine is the inside of the municipality's network, unless somebody wants to see it from outside. */
const THIS_MACHINE = '127.0.0.1/32,::1/128';

/** Brings up what cdk.out describes; resolves when everything answers. */
export async function up(options: UpOptions): Promise<Running> {
  env.TZ = 'UTC';
  const closers: Closer[] = [];
  let closing: Promise<void> | undefined;
  let collapsed: StartError | undefined;
  const stop = (why?: string) => {
    if (why !== undefined) collapsed ??= new StartError(why);
    closing ??= closeAll(closers);
    return closing;
  };
  try {
    const data = openData(resolve(options.data));
    closers.push(() => data.close());
    const { port, toolsPort = port === 0 ? 0 : port + 1 } = options;
    const servers: LocalServer[] = [];
    for (const wanted of [port, toolsPort, 0]) {
      const server = await listen(wanted);
      servers.push(server);
      closers.push(() => server.close());
    }
    const [product, tools, aws] = servers as [LocalServer, LocalServer, LocalServer];
    const running = await bringUp(options, data, { product, tools, aws }, closers, stop);
    if (collapsed !== undefined) throw collapsed;
    return running;
  } catch (error) {
    await stop();
    // Where it collapsed while it came up, it went on to open what nobody has closed.
    await closeAll(closers);
    throw collapsed ?? error;
  }
}

async function closeAll(closers: Closer[]): Promise<void> {
  for (let close = closers.pop(); close; close = closers.pop()) await close();
}

interface Servers {
  product: LocalServer;
  tools: LocalServer;
  aws: LocalServer;
}

async function bringUp(
  options: UpOptions,
  data: Data,
  { product, tools, aws }: Servers,
  closers: Closer[],
  stop: (why?: string) => Promise<void>,
): Promise<Running> {
  const parameters = {
    PublicUrl: product.url,
    SignInUrl: tools.url,
    InsideNetworks: THIS_MACHINE,
    ...options.parameters,
  };
  const template = readTemplate(resolve(options.cdkOut), parameters);
  const activity = createActivity();
  const clock = createClock(
    data,
    () => activity.settled(),
    (error) => log(`[clock] ${error.stack}`),
  );
  const log = openLog(join(data.folder, 'log'), clock.now);
  const print = (line: string) => {
    log(line);
    options.log?.(line);
  };
  const deployed = deployedIn(template);
  print(text.read(template.ofType('AWS::Lambda::Function').length, deployed.length));

  const principals = createPrincipals(template, data);
  const executions = openExecutions(data);
  const metrics = createMetrics();
  const iam = createIam(template, (token) => executions.byToken(token)?.machine, print);
  const alarms = createAlarms({ template, data, clock, metrics, iam, print });
  const lambdas = createLambdas({
    ...{ template, principals, clock, activity, metrics, log },
    endpoint: aws.url,
  });
  const collapse = (line: string) => {
    print(line);
    void stop(line).then(options.failed);
  };
  const fatal = ({ message }: Error) => collapse(text.notStored(message));
  const machines = createMachines({
    deployed,
    executions,
    ...{ clock, activity, lambdas, iam, metrics, log, fatal },
  });
  const invocations = createInvocations({ data, template, lambdas, clock, activity, log });
  const now = () => new Date(clock.now());
  const dynamodb = await createDynamoDb(template, data, () => collapse(text.databaseEnded));
  print(text.databaseUp);
  closers.push(() => dynamodb.stop());
  closers.push(() => lambdas.stop());
  closers.push(() => machines.stop());
  closers.push(() => invocations.stop());
  closers.push(() => clock.stop());

  const banner = createBanner(clock);
  const page = createLayout(product.url, banner.into);
  const ses = createSes({
    ...{ folder: data.folder, identities: identitiesOf(template), now },
    // What was sent is sent, whatever becomes of it where it arrives.
    deliver: (raw, sent) => receipt.loopBack(raw, sent).catch((error: Error) => log(`[ses] ${error.stack}`)),
  });
  const storage = { database: data.database, folder: data.folder };
  const s3 = createS3({ ...storage, buckets: bucketsOf(template), now, principals, iam }).service;
  const services: Record<string, Service> = {
    dynamodb: dynamodb.service,
    s3,
    kms: createKms({ folder: data.folder, keys: keysOf(template) }).service,
    ses: ses.service,
    states: createStates(machines, executions, clock),
  };
  const accounts = async () => options.accounts ?? [];
  const oidc = await createOidc({
    folder: data.folder,
    issuerUrl: tools.url,
    accounts,
    page,
    ...clientOf(template),
  });
  const receipt = createReceipt({
    ...{ template, iam, s3, invocations, now },
    verdicts: () => ses.mails.switches().verdicts,
  });
  aws.serve(createGateway({ services, principals, clock, authorise: iam.authorise, log }), log);
  await machines.resume();
  invocations.resume();
  startSchedules(template, clock, invocations, iam);
  const smtp = await openSmtp({
    port: options.mailPort ?? (options.port === 0 ? 0 : undefined),
    receipt,
    log,
  });
  closers.push(() => smtp.close());
  const mailDoor = { port: smtp.port, address: receipt.recipients.find((one) => one.includes('@')) };
  tools.serve(
    createTools({
      clock,
      alarms: alarms.list,
      page,
      banner,
      mail: createMailbox(ses.mails, mailDoor, page),
      signIn: oidc.handler,
      log,
    }),
    log,
  );
  const api = { template, lambdas, metrics, iam, banner, now: clock.now, verify: oidc.verify, log };
  product.serve(createApi(api), log);
  markRunning(data, { product: product.port, tools: tools.port, aws: aws.port, smtp: smtp.port }, closers);
  print(text.up(product.url, clock.offset[0] ?? 0));

  const { accessKeyId, secretAccessKey } = principals.byRole('operator');
  return {
    productUrl: product.url,
    toolsUrl: tools.url,
    awsEndpoint: aws.url,
    mailDoor,
    template,
    operator: { accessKeyId, secretAccessKey },
    now: clock.now,
    advance: clock.advance,
    settled: activity.settled,
    grants: iam.grants,
    token: oidc.token,
    async invoke(functionName, payload) {
      const result = await lambdas.invoke(lambdas.find(functionName).arn, payload);
      if (!result.ok)
        throw new Error(`${functionName}: ${result.error.errorType}: ${result.error.errorMessage}`);
      return JSON.parse(result.payload);
    },
    async once(name, work) {
      if (data.setting(`once.${name}`) !== undefined) return;
      await work();
      data.setSetting(`once.${name}`, new Date(clock.now()).toISOString());
    },
    stop: () => stop(),
  };
}

/** How the other commands find the running one. */
function markRunning(data: Data, ports: Record<string, number>, closers: Closer[]): void {
  const file = join(data.folder, 'run.json');
  writeFileSync(file, `${JSON.stringify({ pid: process.pid, ...ports })}\n`);
  closers.push(() => rmSync(file, { force: true }));
}
