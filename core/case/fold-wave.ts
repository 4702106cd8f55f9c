import type { Case } from '#/core/case/case.ts';
import type { BodyOf, EventType } from '#/core/case/events.ts';
import { endTasks } from '#/core/case/fold-tasks.ts';
import type { Instant } from '#/core/time.ts';

type WaveEvent =
  | `likeness-${'noted' | 'found'}`
  | `wave-${'noticed' | 'confirmed'}`
  | `members-${'joined' | 'refused' | 'split'}`
  | 'case-joined'
  | 'case-split';
type Apply<T extends EventType> = (
  subject: Case,
  body: BodyOf<T>,
  header: { actor: string; recordedAt: Instant },
) => Case;

const without = <K extends 'alike' | 'joined'>(subject: Case, key: K): Case => {
  const { [key]: _, ...rest } = subject;
  return rest as Case;
};

const counted = (subject: Case, more: number): Case =>
  subject.wave ? { ...subject, wave: { ...subject.wave, members: subject.wave.members + more } } : subject;

/** What joins reports, and what parts them again: nothing is moved, so what was written stays with its report. */
export const APPLY_WAVE: { [T in WaveEvent]: Apply<T> } = {
  'likeness-noted': (subject, { keys, standsOut }) => ({ ...subject, likeness: { keys, standsOut } }),
  'likeness-found': (subject, alike) => ({ ...subject, alike }),
  'wave-noticed': (subject, { count }) => ({ ...subject, likeCounted: count }),
  'wave-confirmed': (subject, { rule }, { actor, recordedAt }) => ({
    ...without(subject, 'alike'),
    wave: {
      since: subject.wave?.since ?? recordedAt,
      by: actor,
      rule: rule || subject.wave?.rule === true,
      members: subject.wave?.members ?? 0,
    },
  }),
  'case-joined': (subject, { master: to, keys }, { recordedAt: at }) => ({
    ...endTasks(without(subject, 'alike'), () => true, 'dropped'),
    announced: true,
    joined: { to, keys, at, heard: 0 },
  }),
  'members-joined': (subject, { members }) => counted(subject, members.length),
  'members-refused': (subject) => subject,
  'case-split': (subject) => ({ ...without(subject, 'joined'), unlike: true }),
  'members-split': (subject, { members }) => counted(subject, -members.length),
};
