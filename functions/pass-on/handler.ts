import { SFNClient } from '@aws-sdk/client-sfn';
import { input, passOn } from '#/functions/pass-on/task.ts';
import { sfnMachines } from '#/functions/shared/aws/sfn-machines.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { carrier } from '#/functions/shared/ports.ts';
import { taskHandler } from '#/functions/shared/task-handler.ts';

const { CASES_TABLE, INCIDENT_MACHINE } = readEnvironment('pass-on');
const ports = { ...carrier(CASES_TABLE), machines: sfnMachines(new SFNClient(), INCIDENT_MACHINE) };

export const handler = taskHandler(input, ports, passOn);
