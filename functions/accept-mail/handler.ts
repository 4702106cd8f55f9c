import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { acceptMail, input } from '#/functions/accept-mail/task.ts';
import { kmsSigner } from '#/functions/shared/aws/kms-signer.ts';
import { s3Inbox } from '#/functions/shared/aws/s3-inbox.ts';
import { lockOf, s3Objects } from '#/functions/shared/aws/s3-objects.ts';
import { sfnMachines } from '#/functions/shared/aws/sfn-machines.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { carrier } from '#/functions/shared/ports.ts';
import { taskHandler } from '#/functions/shared/task-handler.ts';

const { CASES_TABLE, CODE_KEY, EVIDENCE_BUCKET, EVIDENCE_LOCK, INCIDENT_MACHINE, INGEST_BUCKET, MAIL_FROM } =
  readEnvironment('accept-mail');
const s3 = new S3Client();
const ports = {
  ...carrier(CASES_TABLE),
  inbox: s3Inbox(s3, INGEST_BUCKET),
  objects: s3Objects(s3, EVIDENCE_BUCKET, lockOf(EVIDENCE_LOCK)),
  machines: sfnMachines(new SFNClient(), INCIDENT_MACHINE),
  signer: kmsSigner(new KMSClient(), { code: CODE_KEY }),
  mailFrom: MAIL_FROM.toLowerCase(),
};

export const handler = taskHandler(input, ports, acceptMail);
