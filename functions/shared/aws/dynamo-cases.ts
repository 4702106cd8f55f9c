import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { TimelineEvent } from '#/core/case/events.ts';
import { alikeListOf, likeListOf, memberListOf } from '#/core/case/like-rows.ts';
import {
  caseFrom,
  demandWritable,
  dueItemOf,
  isLine,
  LINE_KEYS,
  monthListOf,
  readerListOf,
} from '#/core/case/rows.ts';
import type { Person } from '#/core/escalation/network.ts';
import {
  type CaseLine,
  type Cases,
  type DueItem,
  type LikeLine,
  MOST_LIKE,
  OWN_LIST,
  type PendingErrand,
} from '#/core/ports.ts';
import { casePk, marshalled, outSk, refusal, transaction } from '#/functions/shared/aws/dynamo-writes.ts';

const ROWS = z.array(z.object({ sk: z.string(), data: z.record(z.string(), z.unknown()) }));

/** The case store on DynamoDB: one table, one item collection per case, every change one transaction. */
export function dynamoCases(client: DynamoDBClient, table: string): Cases {
  const query = async (input: Omit<QueryCommandInput, 'TableName'>): Promise<Record<string, unknown>[]> => {
    const items: Record<string, unknown>[] = [];
    for await (const page of paginateQuery({ client }, { TableName: table, ...input })) {
      items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
    }
    return items;
  };

  const between = (pk: string, from: string, to: string) =>
    query({
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: marshalled({ ':pk': pk, ':from': from, ':to': to }),
    });

  const under = (pk: string, prefix: string) => between(pk, prefix, `${prefix}\u{10FFFF}`);

  const list = async <T>(name: string, until?: string): Promise<T[]> => {
    const items = await query({
      IndexName: 'lists',
      KeyConditionExpression: until === undefined ? '#list = :list' : '#list = :list AND #order <= :until',
      ExpressionAttributeNames: { '#list': 'list', ...(until !== undefined && { '#order': 'order' }) },
      ExpressionAttributeValues: marshalled(
        until === undefined ? { ':list': name } : { ':list': name, ':until': until },
      ),
    });
    return items.map((item) => item.data as T);
  };

  /** One page of a list, however long it is. */
  const few = async <T>(input: Omit<QueryCommandInput, 'TableName' | 'IndexName'>): Promise<T[]> => {
    const { Items = [] } = await client.send(
      new QueryCommand({ TableName: table, IndexName: 'lists', ...input }),
    );
    return Items.map((item) => unmarshall(item).data as T);
  };

  const newest = <T>(name: string, most: number): Promise<T[]> =>
    few<T>({
      KeyConditionExpression: '#list = :list',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: marshalled({ ':list': name }),
      Limit: most,
      ScanIndexForward: false,
    });

  /** What is done meanwhile is not brought back. */
  const changeErrand = async (caseId: string, key: string, change: Partial<UpdateItemCommandInput>) => {
    const Key = marshalled({ pk: casePk(caseId), sk: outSk(key) });
    const onlyThere = { TableName: table, Key, ConditionExpression: 'attribute_exists(pk)' };
    try {
      await client.send(new UpdateItemCommand({ ...onlyThere, ...change }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };

  return {
    async load(caseId) {
      // The head is read first: tasks read after it are at least as new, and a commit on an older head fails.
      const head = await between(casePk(caseId), 'CASE', 'DUTY#\u{10FFFF}');
      if (head.length === 0) return undefined;
      const rest = await between(casePk(caseId), 'EVIDENCE#', 'TASK#\u{10FFFF}');
      return caseFrom(ROWS.parse([...head, ...rest]));
    },

    async timeline(caseId) {
      const items = await under(casePk(caseId), 'EVENT#');
      const bodies = new Map(items.filter((item) => isBody(item)).map((item) => [item.sk as string, item]));
      return items
        .filter((item) => !isBody(item))
        .map((item) => {
          const { salt = '', body } = bodies.get(`${item.sk as string}#BODY`) ?? {};
          return { ...(item.data as object), salt, ...(body !== undefined && { body }) } as TimelineEvent;
        });
    },

    async commit(change, dueAt) {
      demandWritable(change);
      try {
        await client.send(
          new TransactWriteItemsCommand({ TransactItems: transaction(table, change, dueAt) }),
        );
        return 'committed';
      } catch (error) {
        const refused = error instanceof TransactionCanceledException ? refusal(error, change) : undefined;
        if (refused === undefined) throw error;
        return refused;
      }
    },

    async caseOfOnce(key) {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: table,
          ConsistentRead: true,
          Key: marshalled({ pk: `ONCE#${key}`, sk: 'ONCE' }),
        }),
      );
      return Item ? (unmarshall(Item).caseId as string) : undefined;
    },

    async errands(caseId) {
      return (await under(casePk(caseId), 'OUT#')).map(
        ({ data, attempts = 0, refused = 0 }) =>
          ({ ...(data as object), attempts, refused }) as PendingErrand,
      );
    },

    async claim(caseId, key, now, until) {
      try {
        const { Attributes = {} } = await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: marshalled({ pk: casePk(caseId), sk: outSk(key) }),
            ConditionExpression:
              'attribute_exists(pk) AND (attribute_not_exists(claimedUntil) OR claimedUntil <= :now)',
            UpdateExpression: 'SET claimedUntil = :until ADD attempts :one',
            ExpressionAttributeValues: marshalled({ ':now': now, ':until': until, ':one': 1 }),
            ReturnValues: 'UPDATED_NEW',
          }),
        );
        return unmarshall(Attributes).attempts as number;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },

    noteRefused: (caseId, key) =>
      changeErrand(caseId, key, {
        UpdateExpression: 'ADD refused :one',
        ExpressionAttributeValues: marshalled({ ':one': 1 }),
      }),

    hold: (caseId, key, until) =>
      changeErrand(caseId, key, {
        UpdateExpression: 'SET #order = :until, #data.heldUntil = :until',
        ExpressionAttributeNames: { '#order': 'order', '#data': 'data' },
        ExpressionAttributeValues: marshalled({ ':until': until }),
      }),

    async finish(caseId, key) {
      const Key = marshalled({ pk: casePk(caseId), sk: outSk(key) });
      await client.send(new DeleteItemCommand({ TableName: table, Key }));
    },

    async keepToken(caseId, purpose, token) {
      const Item = marshalled({ pk: casePk(caseId), sk: `WAIT#${purpose}`, data: { purpose, token } });
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },

    async tokens(caseId) {
      return (await under(casePk(caseId), 'WAIT#')).map(
        (item) => item.data as { purpose: string; token: string },
      );
    },

    due: async (before) => (await list<Omit<DueItem, 'what'>>('DUE', before)).map(dueItemOf),
    open: () => list<CaseLine>('OPEN'),
    closedIn: (month) => list<CaseLine>(monthListOf(month)),
    async ofReader(reader) {
      const [open, past] = await Promise.all(
        (['open', 'past'] as const).map((state) =>
          newest<{ caseId: string }>(readerListOf(reader, state), OWN_LIST[state]),
        ),
      );
      const rows = await Promise.all(
        [...(open ?? []), ...(past ?? [])].map(({ caseId }) =>
          between(casePk(caseId), LINE_KEYS.from, LINE_KEYS.to),
        ),
      );
      return rows.flat().flatMap(({ sk, data }) => (isLine({ sk: String(sk) }) ? [data as CaseLine] : []));
    },

    like: (key, since) =>
      few<LikeLine>({
        KeyConditionExpression: '#list = :list AND #order >= :since',
        ExpressionAttributeNames: { '#list': 'list', '#order': 'order' },
        ExpressionAttributeValues: marshalled({ ':list': likeListOf(key), ':since': since }),
        Limit: MOST_LIKE,
      }),

    alike: (caseId) => list<CaseLine>(alikeListOf(caseId)),
    members(caseId, state, most) {
      const name = memberListOf(caseId, state);
      return most === undefined ? list<CaseLine>(name) : newest<CaseLine>(name, most);
    },

    async tally(name, now, minutes) {
      const width = minutes * 60;
      const window = Math.floor(Date.parse(now) / 1000 / width) * width;
      const { Attributes = {} } = await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: marshalled({ pk: `RATE#${name}`, sk: String(window) }),
          UpdateExpression: 'ADD #count :one SET expiresAt = :later',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: marshalled({ ':one': 1, ':later': window + 2 * width }),
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return unmarshall(Attributes).count as number;
    },

    async people() {
      // Checked when they were enrolled: what a later release adds to a person must not stop this one from reading.
      return (await under('ORG', 'PERSON#')).map((item) => item.data as Person);
    },

    async enrol(person: Person) {
      const Item = marshalled({ pk: 'ORG', sk: `PERSON#${person.id}`, data: person });
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
  };
}

const isBody = (item: Record<string, unknown>): boolean => (item.sk as string).endsWith('#BODY');
