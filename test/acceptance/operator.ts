import { DeleteItemCommand, DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { MachineName } from '#/core/ports.ts';
import type { Running } from '#/local/main.ts';

type Row = Record<string, unknown> & { sk: string };

const LABEL: Record<MachineName, string> = {
  incident: 'Incident',
  escalation: 'Escalation',
  'external-report': 'ExternalReport',
};

/** Somebody with all rights in the account: undoes and breaks what no person of the town hall can. */
export class Operator {
  readonly #running: Running;
  readonly #dynamodb: DynamoDBClient;
  readonly #sfn: SFNClient;
  readonly #s3: S3Client;
  readonly #ingest: string;
  readonly #table: string;

  constructor(running: Running) {
    const { awsEndpoint: endpoint, operator: credentials, template } = running;
    const settings = { endpoint, credentials, region: 'ap-northeast-1' };
    this.#running = running;
    this.#dynamodb = new DynamoDBClient(settings);
    this.#sfn = new SFNClient(settings);
    this.#s3 = new S3Client({ ...settings, forcePathStyle: true });
    this.#ingest = template.ofType('AWS::S3::Bucket').find(({ label }) => label === 'Ingest')?.name ?? '';
    this.#table = template.ofType('AWS::DynamoDB::Table')[0]?.name ?? '';
  }

  async rows(caseId: string, prefix = ''): Promise<Row[]> {
    const { Items = [] } = await this.#dynamodb.send(
      new QueryCommand({
        TableName: this.#table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: marshall({ ':pk': `CASE#${caseId}` }),
      }),
    );
    return Items.map((item) => unmarshall(item) as Row).filter(({ sk }) => sk.startsWith(prefix));
  }

  async put(caseId: string, row: Row): Promise<void> {
    const Item = marshall({ pk: `CASE#${caseId}`, ...row });
    await this.#dynamodb.send(new PutItemCommand({ TableName: this.#table, Item }));
  }

  /** The rows of a case as they were. */
  async restore(caseId: string, rows: readonly Row[]): Promise<void> {
    const kept = new Set(rows.map(({ sk }) => sk));
    for (const { sk } of await this.rows(caseId)) {
      if (kept.has(sk)) continue;
      const Key = marshall({ pk: `CASE#${caseId}`, sk });
      await this.#dynamodb.send(new DeleteItemCommand({ TableName: this.#table, Key }));
    }
    for (const row of rows) await this.put(caseId, row);
  }

  /** The tokens by which the machines of a case can be woken, by the purpose of the execution. */
  async tokens(caseId: string): Promise<Map<string, string>> {
    const rows = (await this.rows(caseId, 'WAIT#')).map(({ data }) => data as Record<string, string>);
    return new Map(rows.map(({ purpose = '', token = '' }) => [purpose, token]));
  }

  /** As SES does. */
  async layInInbox(messageId: string, mail: Uint8Array): Promise<void> {
    const object = { Bucket: this.#ingest, Key: `mail/${messageId}`, Body: mail };
    await this.#s3.send(new PutObjectCommand(object));
  }

  /** The names of the mails that wait to be taken in. */
  async inbox(): Promise<string[]> {
    const { Contents = [] } = await this.#s3.send(
      new ListObjectsV2Command({ Bucket: this.#ingest, Prefix: 'mail/' }),
    );
    return Contents.map(({ Key = '' }) => Key.replace('mail/', ''));
  }

  #machine(name: MachineName): string {
    const machines = this.#running.template.ofType('AWS::StepFunctions::StateMachine');
    return machines.find(({ label }) => label === LABEL[name])?.arn ?? '';
  }

  async stop(name: MachineName, execution: string): Promise<void> {
    const executionArn = `${this.#machine(name).replace(':stateMachine:', ':execution:')}:${execution}`;
    await this.#sfn.send(new StopExecutionCommand({ executionArn }));
  }

  /** Starts a machine by hand and gives the error with which it ends. */
  async start(name: MachineName, input: object): Promise<string | undefined> {
    const { executionArn } = await this.#sfn.send(
      new StartExecutionCommand({ stateMachineArn: this.#machine(name), input: JSON.stringify(input) }),
    );
    await this.#running.settled();
    return (await this.#sfn.send(new DescribeExecutionCommand({ executionArn }))).error;
  }
}
