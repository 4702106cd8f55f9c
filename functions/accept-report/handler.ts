import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { acceptReport } from '#/functions/accept-report/task.ts';
import { kmsSigner } from '#/functions/shared/aws/kms-signer.ts';
import { lockOf, s3Objects } from '#/functions/shared/aws/s3-objects.ts';
import { sfnMachines } from '#/functions/shared/aws/sfn-machines.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { formAfterFailure, formAgain } from '#/functions/shared/html/render.ts';
import { httpHandler, seeOther } from '#/functions/shared/http-handler.ts';
import { carrier } from '#/functions/shared/ports.ts';

const { CASES_TABLE, CODE_KEY, EVIDENCE_BUCKET, EVIDENCE_LOCK, INCIDENT_MACHINE } =
  readEnvironment('accept-report');
const ports = {
  ...carrier(CASES_TABLE),
  objects: s3Objects(new S3Client(), EVIDENCE_BUCKET, lockOf(EVIDENCE_LOCK)),
  machines: sfnMachines(new SFNClient(), INCIDENT_MACHINE),
  signer: kmsSigner(new KMSClient(), { code: CODE_KEY }),
};

export const handler = httpHandler(
  async ({ body }) => {
    const accepted = await acceptReport(ports, body);
    return accepted.ok ? seeOther(`/receipts/${accepted.receiptId}`) : formAgain(ports, accepted);
  },
  { onError: (error, { body }) => formAfterFailure(ports, body, error) },
);
