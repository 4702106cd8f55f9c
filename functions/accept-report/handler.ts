import { KMSClient } from '@aws-sdk/client-kms';
import { acceptJson, receive } from '#/functions/accept-report/task.ts';
import { kmsSigner } from '#/functions/shared/aws/kms-signer.ts';
import { doors } from '#/functions/shared/doors.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { afterFailure, received } from '#/functions/shared/html/received.ts';
import { httpHandler, json } from '#/functions/shared/http-handler.ts';
import { intakePorts } from '#/functions/shared/intake-ports.ts';

const env = readEnvironment('accept-report');
const ports = { ...intakePorts(env), signer: kmsSigner(new KMSClient(), { code: env.CODE_KEY }) };
const doorOf = doors(env.INSIDE_NETWORKS);

export const handler = httpHandler(
  async (request) => {
    if (request.path === '/api/reports') {
      const { repeated, receipt } = await acceptJson(ports, request);
      return json(receipt, repeated ? 200 : 201);
    }
    const door = doorOf(request.sourceIp);
    return received(ports, await receive(ports, request, door), door);
  },
  { onError: (error, request) => afterFailure(ports, request, doorOf(request.sourceIp), error) },
);
