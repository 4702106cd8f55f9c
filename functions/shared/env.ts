import * as z from 'zod';

/** Which environment variables each function gets. infra/ must supply exactly these; a function reads only its own. */
export const ENVIRONMENT = {
  'serve-web': [
    'CASES_TABLE',
    'CODE_KEY',
    'PUBLIC_URL',
    'SIGN_IN_URL',
    'SIGN_IN_CLIENT',
    'INGEST_BUCKET',
    'INSIDE_NETWORKS',
  ],
  'accept-report': [
    'CASES_TABLE',
    'CODE_KEY',
    'EVIDENCE_BUCKET',
    'EVIDENCE_LOCK',
    'INCIDENT_MACHINE',
    'INSIDE_NETWORKS',
  ],
  'accept-mail': [
    'CASES_TABLE',
    'CODE_KEY',
    'EVIDENCE_BUCKET',
    'EVIDENCE_LOCK',
    'INCIDENT_MACHINE',
    'INGEST_BUCKET',
    'MAIL_FROM',
  ],
  'offer-upload': ['INGEST_BUCKET', 'INSIDE_NETWORKS'],
  'answer-query': ['CASES_TABLE'],
  'carry-command': ['CASES_TABLE', 'CODE_KEY', 'INCIDENT_MACHINE'],
  'hand-out-evidence': ['CASES_TABLE', 'EVIDENCE_BUCKET'],
  'review-case': ['CASES_TABLE'],
  'await-person': ['CASES_TABLE'],
  'review-escalation': ['CASES_TABLE'],
  'review-duty': ['CASES_TABLE'],
  'send-mail': ['CASES_TABLE', 'CODE_KEY', 'PUBLIC_URL', 'MAIL_FROM', 'REPORT_ADDRESS'],
  'keep-files': ['CASES_TABLE', 'EVIDENCE_BUCKET', 'EVIDENCE_LOCK', 'INGEST_BUCKET'],
  'anchor-timeline': ['CASES_TABLE', 'EVIDENCE_BUCKET', 'EVIDENCE_LOCK', 'TIMELINE_KEY'],
  'record-failure': ['CASES_TABLE'],
  'sweep-due': ['CASES_TABLE', 'INCIDENT_MACHINE'],
  'probe-doors': ['CASES_TABLE', 'CODE_KEY', 'PUBLIC_URL', 'MAIL_FROM', 'REPORT_ADDRESS'],
  'pass-on': ['CASES_TABLE', 'INCIDENT_MACHINE'],
  'enrol-people': ['CASES_TABLE'],
} as const;

/** Under which files wait in the same bucket. */
export const UPLOAD_PREFIX = 'uploads/';

/** Under which incoming mail waits in its bucket: the rule writes it there, and its function looks for it there. */
export const INGEST_PREFIX = 'mail/';

export type FunctionName = keyof typeof ENVIRONMENT;
export type EnvironmentOf<N extends FunctionName> = Record<(typeof ENVIRONMENT)[N][number], string>;

export function readEnvironment<N extends FunctionName>(name: N): EnvironmentOf<N> {
  const shape = Object.fromEntries(ENVIRONMENT[name].map((variable) => [variable, z.string().min(1)]));
  return z.object(shape).parse(process.env) as EnvironmentOf<N>;
}
