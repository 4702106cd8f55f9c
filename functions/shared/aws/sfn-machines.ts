import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { executionName } from '#/core/case/review.ts';
import type { Machines } from '#/core/ports.ts';

/** Step Functions. The case is the truth: a token carries nothing, and one that is spent is no fault. */
export function sfnMachines(client: SFNClient, incidentMachine = ''): Machines {
  return {
    async startIncident(caseId, run) {
      const name = executionName({ caseId, run }, 'incident');
      try {
        await client.send(
          new StartExecutionCommand({
            stateMachineArn: incidentMachine,
            name,
            input: JSON.stringify({ caseId, run }),
          }),
        );
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },

    async wake(taskToken) {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
      } catch (error) {
        const spent = [InvalidToken, TaskDoesNotExist, TaskTimedOut].some((kind) => error instanceof kind);
        if (!spent) throw error;
      }
    },
  };
}
