import type { Assessed, Assessment, Closed, Reported, Responding, SetAside } from '#/core/case/case.ts';
import type { Level } from '#/core/policy/policy.ts';
import type { Instant } from '#/core/time.ts';

/** The moves of a case. Each takes the states it may start from, so a wrong move does not compile. */

export function assess(subject: Reported, assessment: Assessment): Assessed | SetAside {
  const state = assessment.incident || assessment.violation ? 'assessed' : 'set-aside';
  return { ...subject, state, assessment };
}

export function respond(subject: Assessed | Responding, severity: Level): Responding {
  return { ...subject, state: 'responding', severity };
}

export function escalate(subject: Responding, level: Level, everybodyAt: Instant): Responding {
  return { ...subject, escalation: { level, everybodyAt, round: 0 } };
}

export function takeCharge(subject: Responding, charge: string): Responding {
  return { ...subject, charge };
}

export function close(subject: Responding | SetAside, closedAt: Instant): Closed {
  const { state: _, ...rest } = subject;
  return { ...rest, state: 'closed', closedAt, anchored: false };
}
