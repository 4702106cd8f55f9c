import { answerQuery, foresee } from '#/functions/answer-query/task.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { httpHandler, json, jsonOf } from '#/functions/shared/http-handler.ts';
import { carrier } from '#/functions/shared/ports.ts';

const { CASES_TABLE } = readEnvironment('answer-query');
const ports = carrier(CASES_TABLE);

export const handler = httpHandler(async ({ personId, parameters: { proxy = '', caseId }, body }) =>
  json(
    caseId === undefined
      ? await answerQuery(ports, { personId, path: proxy })
      : await foresee(ports, { personId, caseId, body: jsonOf(body) }),
  ),
);
