import { type Case, needsCharge } from '#/core/case/case.ts';
import type { NoticeText } from '#/core/case/events.ts';

/** Whether a queued mail still has a point. Whatever ends a matter ends its mails, also the ones already queued. */
export function isWanted(subject: Case, { text, taskId }: { text: NoticeText; taskId?: string }): boolean {
  if (subject.state === 'closed') return text === 'case-closed' || text === 'report-supplemented';
  const task = taskId === undefined ? undefined : subject.tasks[taskId];
  switch (text) {
    case 'everybody-called':
      // News also to whoever has acknowledged, since nobody has taken charge.
      return needsCharge(subject);
    case 'officer-called':
    case 'deputy-called':
      return task?.state === 'open' || task?.state === 'unanswered';
    case 'report-arrived':
    case 'task-opened':
    case 'task-late':
    case 'task-raised':
      return task?.state === 'open';
    default:
      return true;
  }
}
