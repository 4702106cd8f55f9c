import type { Assessed, Assessment, Closed, Reported, Responding, SetAside } from '#/core/case/case.ts';
import type { Level } from '#/core/policy/source.ts';
import type { Instant } from '#/core/time.ts';

/** The moves of a case. Each takes the states it may start from, so a wrong move does not compile. */

/** A judgement of "neither" can be made again, as long as the case is not closed. */
export function assess(subject: Reported | SetAside, assessment: Assessment): Assessed | SetAside {
  const state = assessment.incident || assessment.violation ? 'assessed' : 'set-aside';
  return { ...subject, state, assessment };
}

export function respond(subject: Assessed | Responding, severity: Level, wakes: boolean): Responding {
  const before = subject.state === 'responding' ? subject : { levelNumber: 0, severity: undefined };
  const levelNumber = before.levelNumber + (before.severity === severity ? 0 : 1);
  return { ...subject, state: 'responding', severity, wakes, levelNumber };
}

export function escalate(subject: Responding, number: number, everybodyAt: Instant): Responding {
  return { ...subject, escalation: { number, everybodyAt, round: 0, reached: 0 } };
}

export function takeCharge(subject: Responding, charge: string, chargeAt: Instant): Responding {
  return { ...subject, charge, chargeAt };
}

export function close(subject: Responding | SetAside, closedAt: Instant): Closed {
  return { ...subject, state: 'closed', closedAt, anchoredSeq: 0 };
}
