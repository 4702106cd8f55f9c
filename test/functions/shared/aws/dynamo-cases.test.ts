import {
  type CancellationReason,
  DynamoDBClient,
  type QueryCommandInput,
  TransactionCanceledException,
  type TransactWriteItem,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, test } from 'vitest';
import type { Cases } from '#/core/ports.ts';
import { dynamoCases } from '#/functions/shared/aws/dynamo-cases.ts';
import { firstChange, freshCaseId, LATER, nextChange, read } from '#/test/contract/changes.ts';
import { holder } from '#/test/core/stage.ts';

interface Sent {
  name: string;
  input: Record<string, unknown>;
}

/** A store whose client writes down what it is asked to send, and answers what the test says. */
function recorded(answer: () => object = () => ({})) {
  const sent: Sent[] = [];
  const client = new DynamoDBClient({ region: 'ap-northeast-1' });
  client.send = async (command: { input: object }) => {
    sent.push({ name: command.constructor.name, input: { ...command.input } });
    return answer();
  };
  return { sent, cases: dynamoCases(client, 'Cases') };
}

const READS: Record<string, (cases: Cases) => Promise<unknown>> = {
  load: (cases) => cases.load('20261120-00001'),
  timeline: (cases) => cases.timeline('20261120-00001'),
  errands: (cases) => cases.errands('20261120-00001'),
  tokens: (cases) => cases.tokens('20261120-00001'),
  once: (cases) => cases.caseOfOnce('report:1'),
  people: (cases) => cases.people(),
};

describe('what is decided upon is read as it stands', () => {
  test.each(Object.entries(READS))('%s reads consistently', async (_, reading) => {
    // Something in every answer, so that what is read in a second query is read too.
    const row = { sk: 'CASE', data: { caseId: '20261120-00001' } };
    const { sent, cases } = recorded(() => ({ Items: [marshall(row)], Item: marshall(row) }));
    await reading(cases);
    expect(sent.length).toBeGreaterThan(0);
    for (const { name, input } of sent) {
      expect(name).toMatch(/^(Query|GetItem)Command$/);
      expect(input).toMatchObject({ TableName: 'Cases', ConsistentRead: true });
    }
  });

  test('the head of a case is read before its tasks', async () => {
    const row = { sk: 'CASE', data: { caseId: '20261120-00001' } };
    const { sent, cases } = recorded(() => ({ Items: [marshall(row)] }));
    await cases.load('20261120-00001');
    const starts = sent.map(
      ({ input }) =>
        unmarshall((input as unknown as QueryCommandInput).ExpressionAttributeValues ?? {})[':from'],
    );
    expect(starts).toEqual(['CASE', 'EVIDENCE#']);
  });
});

test('a person of a later release, with a field that this one does not know, is read all the same', async () => {
  const person = { ...holder('desk-1', ['contact-unit']), pager: '42' };
  const { cases } = recorded(() => ({ Items: [marshall({ sk: 'PERSON#desk-1', data: person })] }));
  expect(await cases.people()).toMatchObject([holder('desk-1', ['contact-unit'])]);
});

test('a stored row without its contents is an error rather than a case with less in it', async () => {
  const head = { sk: 'CASE', data: { caseId: '20261120-00001' } };
  const { cases } = recorded(() => ({ Items: [marshall(head), marshall({ sk: 'TASK#assess-1' })] }));
  await expect(cases.load('20261120-00001')).rejects.toThrow('data');
});

async function committing(codes: readonly string[], once?: string) {
  const CancellationReasons: CancellationReason[] = codes.map((Code) => ({ Code }));
  const { cases } = recorded(() => {
    throw new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons });
  });
  const change = await firstChange(freshCaseId(), once === undefined ? {} : { once });
  return cases.commit(change, LATER);
}

describe('a cancelled transaction', () => {
  test.each([
    ['known', 'the once row is there', ['ConditionalCheckFailed', 'None'], 'report:1'],
    [
      'known',
      'the once row and the head are',
      ['ConditionalCheckFailed', 'ConditionalCheckFailed'],
      'report:1',
    ],
    ['lost', 'the head is another', ['None', 'ConditionalCheckFailed'], 'report:1'],
    ['lost', 'the head is another, without once', ['ConditionalCheckFailed', 'None'], undefined],
    ['lost', 'another transaction is under way', ['TransactionConflict', 'None'], undefined],
    ['lost', 'another is under way on the once row', ['TransactionConflict', 'None'], 'report:1'],
  ] as const)('is %s where %s', async (result, _, codes, once) => {
    expect(await committing(codes, once)).toBe(result);
  });

  test.each([
    ['there is no room', ['None', 'ThrottlingError']],
    ['an item is too large', ['ValidationError', 'None']],
    ['no reason is given', []],
  ])('is a failure of ours where %s', async (_, codes) => {
    await expect(committing(codes, 'report:1')).rejects.toThrow(TransactionCanceledException);
  });

  test('is told apart from every other failure', async () => {
    const { cases } = recorded(() => {
      throw new Error('no network');
    });
    await expect(cases.commit(await firstChange(freshCaseId()), LATER)).rejects.toThrow('no network');
  });
});

const itemsOf = ({ input }: Sent): TransactWriteItem[] =>
  (input as unknown as TransactWriteItemsCommandInput).TransactItems ?? [];
const putOf = (sent: Sent | undefined, sk: string) =>
  (sent ? itemsOf(sent) : []).find(({ Put }) => Put?.Item?.sk?.S === sk)?.Put;

describe('a change', () => {
  test('is written upon the very head that was read: its number and its hash', async () => {
    const { sent, cases } = recorded();
    const { after: before } = await firstChange(freshCaseId());
    await cases.commit(await nextChange(before, [read('raw-1')]), LATER);
    const head = putOf(sent[0], 'CASE');
    expect(head?.ConditionExpression).toBe('#data.seq = :seq AND #data.headHash = :hash');
    expect(head?.ExpressionAttributeNames).toEqual({ '#data': 'data' });
    expect(unmarshall(head?.ExpressionAttributeValues ?? {})).toEqual({
      ':seq': 1,
      ':hash': before.headHash,
    });
  });

  test('of a new case, its events and its once row are written only where nothing is', async () => {
    const { sent, cases } = recorded();
    await cases.commit(await firstChange(freshCaseId(), { once: 'report:1' }), LATER);
    expect(itemsOf(sent[0] as Sent)[0]?.Put?.Item).toMatchObject({ pk: { S: 'ONCE#report:1' } });
    for (const sk of ['ONCE', 'CASE', 'EVENT#0000000001'])
      expect(putOf(sent[0], sk)?.ConditionExpression, sk).toBe('attribute_not_exists(pk)');
  });
});
