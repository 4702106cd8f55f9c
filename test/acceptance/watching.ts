import { expect } from 'vitest';
import type { QueueView } from '#/core/case/view.ts';
import { WINDOW_MINUTES } from '#/core/report/probe.ts';
import type { Town } from '#/test/acceptance/town.ts';

/** The watch reports by form and by mail, and finds at its next rounds what became of it; nobody else sees any of it. */
export async function watching(town: Town): Promise<void> {
  const queue = () => town.ask<QueueView>('desk-1', 'queue');
  const before = await queue();
  for (let round = 0; round < 3; round += 1) {
    const { closed } = (await town.running.invoke('probe-doors', { schedule: 'window' })) as {
      closed: string[];
    };
    expect(closed, `doors closed in round ${round}`).toEqual([]);
    await town.minutes(WINDOW_MINUTES);
  }
  const after = await queue();
  const cases = ({ open, closed }: QueueView) => [...open, ...closed].map(({ caseId }) => caseId).sort();
  expect(cases(after)).toEqual(cases(before));
  for (const alarm of ['DoorClosed', 'MailLeft']) expect(await town.alarms()).not.toContain(alarm);
}
