import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Grant } from '#/local/iam/iam.ts';
import { accept } from '#/test/acceptance/accept.ts';
import { CHECKED_BY_AWS, coveredBy, entryOf } from '#/test/acceptance/checked-by-aws.ts';
import { grantsTable } from '#/test/acceptance/grants-table.ts';
import { Town } from '#/test/acceptance/town.ts';

let town: Town;
let grants: Grant[];

beforeAll(async () => {
  town = await Town.open();
});
afterAll(() => town.close());

const line = ({ holder, policy, statement, action, resource }: Grant): string =>
  `${holder}: ${action} on ${resource} (${policy} ${statement})`;

test('the whole product works with the permissions of the template', async () => {
  await accept(town);
  grants = town.running.grants();
});

test('every action of every statement was used, or can be used on AWS only', () => {
  expect(grants.length).toBeGreaterThan(100);
  expect(grants.filter((grant) => !grant.used && entryOf(grant) === undefined).map(line)).toEqual([]);
});

test('what is said to be used on AWS only is in the template, and was not used', () => {
  expect(grants.filter((grant) => grant.used && entryOf(grant) !== undefined).map(line)).toEqual([]);
  const gone = CHECKED_BY_AWS.flatMap((entry) =>
    entry.actions.filter(
      (action) => !grants.some((grant) => grant.action === action && coveredBy(entry, grant)),
    ),
  );
  expect(gone).toEqual([]);
});

test('docs/grants.md says so', async () => {
  await expect(grantsTable(town.running.template, grants)).toMatchFileSnapshot('../../docs/grants.md');
});
