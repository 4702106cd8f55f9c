import { KMSClient } from '@aws-sdk/client-kms';
import { SESClient } from '@aws-sdk/client-ses';
import { input, sendMail } from '#/functions/send-mail/task.ts';
import { kmsSigner } from '#/functions/shared/aws/kms-signer.ts';
import { sesMail } from '#/functions/shared/aws/ses-mail.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { carrier } from '#/functions/shared/ports.ts';
import { taskHandler } from '#/functions/shared/task-handler.ts';

const { CASES_TABLE, CODE_KEY, MAIL_FROM, PUBLIC_URL, REPORT_ADDRESS } = readEnvironment('send-mail');
/** A service that does not answer must be known to have failed while there is time to write that down. */
const requestHandler = { connectionTimeout: 3000, requestTimeout: 8000, throwOnRequestTimeout: true };
const ports = {
  ...carrier(CASES_TABLE),
  mail: sesMail(new SESClient({ maxAttempts: 2, requestHandler }), MAIL_FROM),
  signer: kmsSigner(new KMSClient({ maxAttempts: 2, requestHandler }), { code: CODE_KEY }),
  publicUrl: PUBLIC_URL,
  reportAddress: REPORT_ADDRESS,
};

export const handler = taskHandler(input, ports, sendMail);
