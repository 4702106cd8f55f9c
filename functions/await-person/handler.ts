import { SFNClient } from '@aws-sdk/client-sfn';
import { awaitPerson, input } from '#/functions/await-person/task.ts';
import { sfnMachines } from '#/functions/shared/aws/sfn-machines.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { carrier } from '#/functions/shared/ports.ts';
import { taskHandler } from '#/functions/shared/task-handler.ts';

const { CASES_TABLE } = readEnvironment('await-person');
const ports = { ...carrier(CASES_TABLE), machines: sfnMachines(new SFNClient()) };

export const handler = taskHandler(input, ports, awaitPerson);
