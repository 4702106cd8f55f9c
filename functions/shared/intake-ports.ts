import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { lockOf, s3Objects } from '#/functions/shared/aws/s3-objects.ts';
import { sfnMachines } from '#/functions/shared/aws/sfn-machines.ts';
import type { EnvironmentOf } from '#/functions/shared/env.ts';
import { carrier } from '#/functions/shared/ports.ts';

/** What every door needs: where to keep what arrived, and how to make a case of it. */
export const intakePorts = (env: Omit<EnvironmentOf<'accept-report'>, 'INSIDE_NETWORKS'>) => ({
  ...carrier(env.CASES_TABLE),
  objects: s3Objects(new S3Client(), env.EVIDENCE_BUCKET, lockOf(env.EVIDENCE_LOCK)),
  machines: sfnMachines(new SFNClient(), env.INCIDENT_MACHINE),
});
