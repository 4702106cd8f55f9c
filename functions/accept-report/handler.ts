import { KMSClient } from '@aws-sdk/client-kms';
import { acceptJson, acceptReport } from '#/functions/accept-report/task.ts';
import { kmsSigner } from '#/functions/shared/aws/kms-signer.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { afterFailure, formAgain } from '#/functions/shared/html/render.ts';
import { httpHandler, json, seeOther } from '#/functions/shared/http-handler.ts';
import { intakePorts } from '#/functions/shared/intake-ports.ts';

const env = readEnvironment('accept-report');
const ports = { ...intakePorts(env), signer: kmsSigner(new KMSClient(), { code: env.CODE_KEY }) };

export const handler = httpHandler(
  async (request) => {
    if (request.path === '/api/reports') {
      const { repeated, receipt } = await acceptJson(ports, request);
      return json(receipt, repeated ? 200 : 201);
    }
    const accepted = await acceptReport(ports, request.body);
    return accepted.ok ? seeOther(`/receipts/${accepted.receiptId}`) : formAgain(ports, accepted);
  },
  { onError: afterFailure(ports) },
);
