import type { Case, Task } from '#/core/case/case.ts';
import type { EventHeader } from '#/core/case/events.ts';
import { Fault } from '#/core/fault.ts';

export const withTask = (subject: Case, taskId: string, change: (task: Task) => Task): Case => {
  const task = subject.tasks[taskId];
  if (task === undefined) throw new Fault('TaskNotOpen', { taskId });
  return { ...subject, tasks: { ...subject.tasks, [taskId]: change(task) } };
};

export const addTask = (subject: Case, task: Omit<Task, 'round' | 'state' | 'refusedCodes'>): Case => ({
  ...subject,
  tasks: { ...subject.tasks, [task.taskId]: { ...task, round: 0, state: 'open', refusedCodes: 0 } },
});

/** Ends the open tasks that ask one thing: somebody did it, or there is nothing left to ask. */
export const endTasks = (
  subject: Case,
  which: (task: Task) => boolean,
  state: 'done' | 'dropped',
  by?: Pick<EventHeader, 'actor' | 'recordedAt'>,
): Case => ({
  ...subject,
  tasks: Object.fromEntries(
    Object.entries(subject.tasks).map(([id, task]) => [
      id,
      task.state === 'open' && which(task)
        ? { ...task, state, ...(by && { doneBy: by.actor, doneAt: by.recordedAt }) }
        : task,
    ]),
  ),
});
