/** Every way a step can be refused. The code is the error's name, and so what a state machine's ErrorEquals sees. */
export const FAULT_CODES = [
  'CaseNotFound',
  'CaseClosed',
  'RunSuperseded',
  'NotAllowed',
  'WrongState',
  'TaskNotOpen',
  'LinkUnknown',
  'SamePerson',
  'DraftOutdated',
  'WorkStillOpen',
  'NotQuick',
  'DutyLeft',
  'SettlementOutdated',
  'CannotJoin',
  'CaseJoined',
  'ChargeTaken',
  'LevelChanged',
  'NotAllowedToLower',
  'FactOutweighed',
  'NeedsPrivacyOfficer',
  'InTheFuture',
  'TooEarly',
  'KnownAfterReport',
  'TooBusy',
  'InputInvalid',
  'KeyUsed',
  'EvidenceNotFound',
  'TimelineBroken',
  'TooManySupplements',
  'TooManyAdditions',
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];

export class Fault extends Error {
  readonly code: FaultCode;
  /** What the reader needs to put it right, e.g. the tasks still open. Never report text. */
  readonly detail: Record<string, string>;

  constructor(code: FaultCode, detail: Record<string, string> = {}) {
    super(`${code} ${JSON.stringify(detail)}`);
    this.name = code;
    this.code = code;
    this.detail = detail;
  }
}
