import { expect, test } from 'vitest';
import { replay } from '#/core/case/fold.ts';
import { City } from '#/test/simulation/city.ts';
import { assessment } from '#/test/simulation/days.ts';
import { PowerCut } from '#/test/simulation/power.ts';

const DEPUTY = 'executive-deputy@city.example';
const dutyId = 'ppc-report.mayor';

/** What people do, each until it is acknowledged; the numbers that make it happen once are theirs. */
function acts(city: City) {
  const command = (personId: string, id: number, command: Parameters<City['command']>[1]) => () =>
    city.command(personId, { commandId: `00000000-0000-4000-8000-00000000000${id}`, ...command });
  let caseId = '';
  return {
    caseId: () => caseId,
    list: [
      async () => {
        const accepted = await city.report({
          reportId: 'a'.repeat(32),
          section: 'childcare',
          personalData: 'yes',
        });
        if (!accepted.ok) throw new Error('refused');
        ({ caseId } = accepted);
      },
      () =>
        command('desk-1', 1, {
          ...{ command: 'AssessReport', caseId },
          ...assessment,
        })(),
      () => command('desk-1', 2, { command: 'DecideSeverity', caseId, level: 3, reason: '101人以上' })(),
      async () => {
        // The holder is silent: the machine itself must count the minutes, also across the cut.
        while (city.mail.to(DEPUTY).length === 0 && !city.power.off) await city.pass(1);
      },
      async () => void (await city.answer(city.letter(DEPUTY), 'yes')),
      () => command('privacy', 3, { command: 'WriteDraft', caseId, dutyId, text: '速報の案' })(),
      () => command('privacy-general', 4, { command: 'ApproveDraft', caseId, dutyId, revision: 1 })(),
      () =>
        command('privacy', 5, {
          ...{ command: 'RecordFiling', caseId, dutyId },
          ...{ filedAt: city.now, receiptNumber: 'R-1', last: true },
        })(),
      () => command('desk-1', 6, { command: 'CloseCase', caseId, summary: '回収済み' })(),
    ],
  };
}

/** A case from report to close; the power goes after one of its writes, or not at all. */
async function day(lastWrite?: number) {
  const city = await City.open();
  if (lastWrite !== undefined) city.cutPowerAfter(lastWrite);
  const { list, caseId } = acts(city);
  for (const act of list) {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof PowerCut || city.power.off)) throw error;
    }
    if (city.power.off) {
      await city.restart();
      // Retries, claims and the sweeper need a minute or two.
      await city.pass(2);
      await act();
    }
    await city.pass(2);
    if (city.power.off) await city.restart();
  }
  await city.pass(5);
  return { city, caseId: caseId() };
}

const noticesOf = (city: City) =>
  city.mail.sent.map(({ to, subject, noticeId }) => ({
    to,
    subject: subject.replace(/20\d{6}-\d{5} \w{6}/, ''),
    noticeId,
  }));

test('whenever the power goes, nothing that was acknowledged is lost and the case goes on to its end', async () => {
  const whole = await day();
  const expected = noticesOf(whole.city).map(({ to, subject }) => `${to} ${subject}`);
  const { writes } = whole.city.power;
  for (const [index, write] of writes.entries()) {
    const { city, caseId } = await day(index + 1);
    const where = `after write ${index + 1}, ${write}`;
    const subject = await city.cases.load(caseId);
    expect(subject, where).toMatchObject({ state: 'closed', charge: 'executive-deputy' });
    const events = await city.cases.timeline(caseId);
    expect(replay(caseId, events), where).toEqual(subject);
    // A machine goes on from its last step. A new run may only sign the end again, once a late mail is marked.
    const types = events.map(({ type }) => type);
    const open = types.slice(0, types.indexOf('case-closed'));
    expect([open.includes('run-raised'), types.includes('workflow-failed')], where).toEqual([false, false]);
    expect(await city.cases.due('9999'), where).toEqual([]);
    expect(city.alarms, where).toEqual([]);
    for (const { status, history } of city.executions.values()) {
      expect(status, where).toBe('SUCCEEDED');
      const ids = history.map(({ id }) => id);
      expect(ids, where).toEqual(ids.map((_, at) => at + 1));
      const count = (what: string) => history.filter(({ type }) => type.endsWith(what)).length;
      expect(count('StateExited'), where).toBe(count('StateEntered'));
    }
    const notices = noticesOf(city);
    const once = [...new Map(notices.map((notice) => [`${notice.to} ${notice.noticeId}`, notice])).values()];
    expect(once.map(({ to, subject }) => `${to} ${subject}`).toSorted(), where).toEqual(expected.toSorted());
    // Between the mail service's answer and its mark, and nowhere else, a notice goes out twice.
    expect(notices.length - once.length, where).toBe(write === 'mail.send' ? 1 : 0);
  }
}, 120_000);
