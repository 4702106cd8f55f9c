import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { anchorTimeline, input } from '#/functions/anchor-timeline/task.ts';
import { kmsSigner } from '#/functions/shared/aws/kms-signer.ts';
import { lockOf, s3Objects } from '#/functions/shared/aws/s3-objects.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { carrier } from '#/functions/shared/ports.ts';
import { taskHandler } from '#/functions/shared/task-handler.ts';

const { CASES_TABLE, EVIDENCE_BUCKET, EVIDENCE_LOCK, TIMELINE_KEY } = readEnvironment('anchor-timeline');
const ports = {
  ...carrier(CASES_TABLE),
  objects: s3Objects(new S3Client(), EVIDENCE_BUCKET, lockOf(EVIDENCE_LOCK)),
  signer: kmsSigner(new KMSClient(), { timeline: TIMELINE_KEY }),
};

export const handler = taskHandler(input, ports, anchorTimeline);
