import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { logger } from '#/functions/shared/logger.ts';

/** The shell of a machine's step: checks the input, logs by id, lets errors go to the machine with their code as name. */
export const taskHandler = <S extends z.ZodType, P, R>(
  input: S,
  ports: P,
  task: (ports: P, given: z.output<S>) => Promise<R>,
) =>
  middy()
    .before(({ context }: { context: Context }) => logger.addContext(context))
    .onError(({ event, error }) => {
      const { caseId, run } = (event ?? {}) as { caseId?: string; run?: number };
      logger.error('step failed', { caseId, run, error: error?.name, at: frames(error) });
    })
    .handler(async (event: unknown): Promise<R> => task(ports, input.parse(event)));

/** Where it happened without what it was about: a message may quote what a person wrote. */
export const frames = (error: unknown): string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => line.startsWith('    at '))
        .slice(0, 5)
    : [];
