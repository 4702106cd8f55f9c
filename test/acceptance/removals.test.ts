import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { expect, test } from 'vitest';
import { createIam, type Grant } from '#/local/iam/iam.ts';
import { readTemplate } from '#/local/template/template.ts';
import { accept } from '#/test/acceptance/accept.ts';
import { entryOf } from '#/test/acceptance/checked-by-aws.ts';
import { assemblyWithout } from '#/test/acceptance/template-without.ts';
import { CDK_OUT, Town } from '#/test/acceptance/town.ts';

const { HIKESHI_SEED: seed = '119', HIKESHI_GRANTS: many = '10' } = env;

const grants = createIam(
  readTemplate(CDK_OUT),
  () => undefined,
  () => {},
).grants();

const lot = (grant: Grant): string =>
  createHash('sha256')
    .update(seed + JSON.stringify(grant))
    .digest('hex');

/** Drawn by the seed from all grants that something here can use. */
const drawn = grants
  .filter((grant) => entryOf(grant) === undefined)
  .sort((one, other) => lot(one).localeCompare(lot(other)))
  .slice(0, many === 'all' ? undefined : Number(many));

async function failureWithout(grant: Grant): Promise<{ failure: string; refused: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'hikeshi-without-'));
  assemblyWithout(grant, grants, folder);
  const town = await Town.open(folder);
  try {
    const failure = await accept(town).then(
      () => '',
      (error: Error) => error.message.split('\n', 1)[0]?.slice(0, 200) ?? '',
    );
    return { failure, refused: town.refused };
  } finally {
    await town.close();
    rmSync(folder, { recursive: true });
  }
}

/** S3 answers as if there were no lock, and is not seen to refuse anything. */
const SILENT = ['s3:GetObjectRetention'];

test.concurrent.for(drawn)(
  `seed ${seed}: the suite fails where $holder may not $action on $resource`,
  async (grant) => {
    const { failure, refused } = await failureWithout(grant);
    console.log(`${grant.holder} without ${grant.action} on ${grant.resource}: ${failure}`);
    expect(failure).not.toBe('');
    if (!SILENT.includes(grant.action)) expect(refused.join('\n')).toContain(grant.action.replace(/\*$/, ''));
  },
);
