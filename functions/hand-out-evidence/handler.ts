import { S3Client } from '@aws-sdk/client-s3';
import { handOutEvidence, input } from '#/functions/hand-out-evidence/task.ts';
import { s3Objects } from '#/functions/shared/aws/s3-objects.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { httpHandler, json } from '#/functions/shared/http-handler.ts';
import { carrier } from '#/functions/shared/ports.ts';

const { CASES_TABLE, EVIDENCE_BUCKET } = readEnvironment('hand-out-evidence');
const ports = { ...carrier(CASES_TABLE), objects: s3Objects(new S3Client(), EVIDENCE_BUCKET) };

export const handler = httpHandler(async ({ personId, parameters }) =>
  json(await handOutEvidence(ports, input.parse({ personId, ...parameters }))),
);
