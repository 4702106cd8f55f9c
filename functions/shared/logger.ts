import { Logger } from '@aws-lambda-powertools/logger';

/** Logs carry ids and error names, never what a person wrote. */
export const logger = new Logger({ serviceName: 'hikeshi' });
