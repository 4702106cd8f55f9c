import { KMSClient } from '@aws-sdk/client-kms';
import { SFNClient } from '@aws-sdk/client-sfn';
import { answerNotice, carryCommand } from '#/functions/carry-command/task.ts';
import { kmsSigner } from '#/functions/shared/aws/kms-signer.ts';
import { sfnMachines } from '#/functions/shared/aws/sfn-machines.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { formOf, httpHandler, json, jsonOf, seeOther } from '#/functions/shared/http-handler.ts';
import { carrier } from '#/functions/shared/ports.ts';

const { CASES_TABLE, CODE_KEY } = readEnvironment('carry-command');
const ports = {
  ...carrier(CASES_TABLE),
  machines: sfnMachines(new SFNClient()),
  signer: kmsSigner(new KMSClient(), { code: CODE_KEY }),
};

export const handler = httpHandler(async ({ path, personId, parameters, body }) => {
  const { caseId, noticeId: taskId, tag } = parameters;
  if (!caseId || !taskId || !tag) return json(await carryCommand(ports, { personId, body: jsonOf(body) }));
  const outcome = await answerNotice(ports, { caseId, taskId, tag, form: formOf(body) });
  return seeOther(outcome === 'wrong-code' ? `${path}?e=code` : path);
});
