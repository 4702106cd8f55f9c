import type {
  AttributeValue,
  TransactionCanceledException,
  TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { homeOf, rowChanges } from '#/core/case/rows.ts';
import type { Change } from '#/core/ports.ts';

export const casePk = (caseId: string): string => `CASE#${caseId}`;
const eventSk = (seq: number): string => `EVENT#${String(seq).padStart(10, '0')}`;
export const outSk = (key: string): string => `OUT#${key}`;
export const marshalled = (item: object): Record<string, AttributeValue> =>
  marshall(item, { removeUndefinedValues: true });

/** Why a transaction was cancelled: the `once` row stands first, so its failure can be told from a lost race. */
export function refusal(error: TransactionCanceledException, { once }: Change): 'lost' | 'known' | undefined {
  const codes = error.CancellationReasons?.map((reason) => reason.Code) ?? [];
  if (once !== undefined && codes[0] === 'ConditionalCheckFailed') return 'known';
  const lost = codes.includes('ConditionalCheckFailed') || codes.includes('TransactionConflict');
  return lost ? 'lost' : undefined;
}

/** All the writes of one change. */
export function transaction(table: string, change: Change, dueAt: string): TransactWriteItem[] {
  const { before, after, events, errands, finished, once } = change;
  const pk = casePk(after.caseId);
  const put = (
    item: object,
    condition?: Partial<NonNullable<TransactWriteItem['Put']>>,
  ): TransactWriteItem => ({
    Put: { TableName: table, Item: marshalled(item), ...condition },
  });
  const remove = (sk: string): TransactWriteItem => ({
    Delete: { TableName: table, Key: marshalled({ pk, sk }) },
  });
  const onlyNew = { ConditionExpression: 'attribute_not_exists(pk)' };
  const onHead = before
    ? {
        ConditionExpression: '#data.seq = :seq AND #data.headHash = :hash',
        ExpressionAttributeNames: { '#data': 'data' },
        ExpressionAttributeValues: marshalled({ ':seq': before.seq, ':hash': before.headHash }),
      }
    : onlyNew;
  const rows = rowChanges(before, after);
  return [
    ...(once === undefined ? [] : [put({ pk: `ONCE#${once}`, sk: 'ONCE', caseId: after.caseId }, onlyNew)]),
    ...rows.put.map((row) => put({ pk, ...row }, row.sk === 'CASE' ? onHead : undefined)),
    ...rows.remove.map(remove),
    ...events.flatMap(({ body, salt, ...header }) => [
      put({ pk, sk: eventSk(header.seq), data: header }, onlyNew),
      put({ pk, sk: `${eventSk(header.seq)}#BODY`, salt, body }),
    ]),
    ...errands.map((errand) => {
      const caseId = homeOf(errand, after);
      const data = { ...errand, caseId, dueAt };
      return put({ pk: casePk(caseId), sk: outSk(errand.key), list: 'DUE', order: dueAt, data });
    }),
    ...finished.map((key) => remove(outSk(key))),
  ];
}
