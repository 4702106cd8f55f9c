import { S3Client } from '@aws-sdk/client-s3';
import { input, keepFiles } from '#/functions/keep-files/task.ts';
import { lockOf, s3Objects } from '#/functions/shared/aws/s3-objects.ts';
import { s3Uploads } from '#/functions/shared/aws/s3-uploads.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { attachmentsOf } from '#/functions/shared/mail/attachments.ts';
import { carrier } from '#/functions/shared/ports.ts';
import { taskHandler } from '#/functions/shared/task-handler.ts';

const { CASES_TABLE, EVIDENCE_BUCKET, EVIDENCE_LOCK, INGEST_BUCKET } = readEnvironment('keep-files');
const s3 = new S3Client();
const ports = {
  ...carrier(CASES_TABLE),
  objects: s3Objects(s3, EVIDENCE_BUCKET, lockOf(EVIDENCE_LOCK)),
  uploads: s3Uploads(s3, INGEST_BUCKET),
  attachmentsOf,
};

export const handler = taskHandler(input, ports, keepFiles);
