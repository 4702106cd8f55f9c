import { expect, test } from 'vitest';
import { TIMELINE_FORMAT, verifyTimeline } from '#/core/evidence/verify.ts';
import { handOutEvidence } from '#/functions/hand-out-evidence/task.ts';
import { counted, learned } from '#/test/core/stage.ts';
import { City } from '#/test/simulation/city.ts';

test('R24 what happens after a case was closed is signed too, some minutes later', async () => {
  const city = await City.open();
  const accepted = await city.report();
  if (!accepted.ok) throw new Error('not accepted');
  const { caseId } = accepted;
  const none = {
    incident: false,
    violation: false,
    reason: '誤報',
    facts: learned({ personalData: 'no', ...counted(0) }),
  };
  await city.command('desk-1', { command: 'AssessReport', caseId, ...none });
  await city.command('desk-1', { command: 'CloseCase', caseId, summary: '誤報' });
  await city.pass(60);
  expect(await city.cases.load(caseId)).toMatchObject({ state: 'closed', run: 1 });

  const [evidenceId = ''] = Object.keys((await city.cases.load(caseId))?.evidence ?? {});
  const evidence = { personId: 'desk-1', caseId, evidenceId };
  await handOutEvidence({ ...city.ports, objects: city.objects }, evidence);
  const verdict = async () => {
    const events = await city.cases.timeline(caseId);
    return verifyTimeline({ format: TIMELINE_FORMAT, caseId, exportedAt: city.now, events });
  };
  expect(await verdict()).toMatchObject({ problems: [], unsigned: 1, anchors: [{}] });
  await city.pass(10);
  expect(await verdict()).toMatchObject({ problems: [], unsigned: 0, anchors: [{}, {}] });
  expect(await city.cases.due('9999')).toEqual([]);
  await city.pass(60);
  expect(await city.cases.load(caseId)).toMatchObject({ run: 2 });
  expect(city.alarms).toEqual([]);
});
