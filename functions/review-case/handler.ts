import { input, reviewCase } from '#/functions/review-case/task.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { carrier } from '#/functions/shared/ports.ts';
import { taskHandler } from '#/functions/shared/task-handler.ts';

const { CASES_TABLE } = readEnvironment('review-case');

export const handler = taskHandler(input, carrier(CASES_TABLE), reviewCase);
