import { KMSClient } from '@aws-sdk/client-kms';
import { SFNClient } from '@aws-sdk/client-sfn';
import { answerNotice, carryCommand } from '#/functions/carry-command/task.ts';
import { kmsSigner } from '#/functions/shared/aws/kms-signer.ts';
import { sfnMachines } from '#/functions/shared/aws/sfn-machines.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { noticeAgain, refusalOf } from '#/functions/shared/html/render.ts';
import { fieldsOf, httpHandler, json, jsonOf } from '#/functions/shared/http-handler.ts';
import { carrier } from '#/functions/shared/ports.ts';

const { CASES_TABLE, CODE_KEY, INCIDENT_MACHINE } = readEnvironment('carry-command');
const machines = sfnMachines(new SFNClient(), INCIDENT_MACHINE);
const signer = kmsSigner(new KMSClient(), { code: CODE_KEY });
const ports = { ...carrier(CASES_TABLE), machines, signer };

export const handler = httpHandler(
  async ({ path, personId, parameters: { caseId, noticeId: taskId, tag }, body }) => {
    if (!caseId || !taskId || !tag) return json(await carryCommand(ports, { personId, body: jsonOf(body) }));
    return noticeAgain(path, await answerNotice(ports, { caseId, taskId, tag, form: fieldsOf(body) }));
  },
  { onError: refusalOf(ports) },
);
