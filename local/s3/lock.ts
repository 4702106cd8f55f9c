import { AwsError } from '#/local/gateway/aws-request.ts';
import type { CorsRule } from '#/local/s3/cors.ts';
import type { Lock } from '#/local/s3/store.ts';

export interface Bucket {
  name: string;
  versioned: boolean;
  objectLock: boolean;
  /** As the template says it. */
  defaultRetention?: { Mode: string; Days?: number | undefined; Years?: number | undefined } | undefined;
  corsRules?: readonly CorsRule[];
}

const invalid = (message: string) => new AwsError('InvalidArgument', message);

export function assertLockable(bucket: Bucket): void {
  if (!bucket.objectLock) throw new AwsError('InvalidRequest', 'Bucket is missing Object Lock Configuration');
}

export function retention(mode: string | undefined, until: string | undefined, now: Date): Lock {
  if (!mode || !until) {
    throw invalid('x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied');
  }
  if (mode !== 'COMPLIANCE' && mode !== 'GOVERNANCE') throw invalid('Unknown wormMode directive.');
  const date = new Date(until);
  if (Number.isNaN(date.getTime()))
    throw invalid('The retain until date must be provided in ISO 8601 format');
  if (date <= now) throw invalid('The retain until date must be in the future!');
  return { mode, until: date.toISOString() };
}

export function legalHold(status: string | undefined): boolean {
  if (status !== 'ON' && status !== 'OFF') throw invalid('Legal Hold must be either of ON or OFF');
  return status === 'ON';
}

/** The lock a new version gets: what the request asks for, otherwise the bucket's default. */
export function lockOfNew(headers: Record<string, string>, bucket: Bucket, now: Date): Lock {
  const mode = headers['x-amz-object-lock-mode'];
  const until = headers['x-amz-object-lock-retain-until-date'];
  const hold = headers['x-amz-object-lock-legal-hold'];
  if (mode || until || hold) assertLockable(bucket);
  const asked = mode || until ? retention(mode, until, now) : defaultLock(bucket, now);
  return hold ? { ...asked, hold: legalHold(hold) } : asked;
}

function defaultLock(bucket: Bucket, now: Date): Lock {
  if (!bucket.objectLock || !bucket.defaultRetention) return {};
  const { Mode: mode, Days: days = 0, Years: years = 0 } = bucket.defaultRetention;
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  until.setUTCDate(until.getUTCDate() + days);
  return { mode, until: until.toISOString() };
}

const held = (lock: Lock, now: Date) => lock.until !== undefined && new Date(lock.until) > now;

export function assertDeletable(lock: Lock, now: Date, bypass: boolean): void {
  const retained = held(lock, now) && !(lock.mode === 'GOVERNANCE' && bypass);
  if (lock.hold || retained) throw protectedObject();
}

/** An active retention may grow; to shrink, weaken or lift it takes governance mode and the bypass. */
export function changedRetention(current: Lock, wanted: Lock, now: Date, bypass: boolean): Lock {
  const { hold } = current;
  const weaker =
    !wanted.until ||
    new Date(wanted.until) < new Date(current.until ?? 0) ||
    (wanted.mode === 'GOVERNANCE' && current.mode === 'COMPLIANCE');
  if (held(current, now) && weaker && !(current.mode === 'GOVERNANCE' && bypass)) throw protectedObject();
  return hold === undefined ? wanted : { ...wanted, hold };
}

const protectedObject = () =>
  new AwsError('AccessDenied', 'Access Denied because object protected by object lock.', 403);

export function lockHeaders({ mode, until, hold }: Lock): Record<string, string> {
  return {
    ...(mode && until
      ? { 'x-amz-object-lock-mode': mode, 'x-amz-object-lock-retain-until-date': until }
      : {}),
    ...(hold === undefined ? {} : { 'x-amz-object-lock-legal-hold': hold ? 'ON' : 'OFF' }),
  };
}
