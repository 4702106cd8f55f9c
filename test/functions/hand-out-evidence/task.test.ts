import { beforeEach, describe, expect, test } from 'vitest';
import { handOutEvidence } from '#/functions/hand-out-evidence/task.ts';
import { Hall } from '#/test/functions/hall.ts';

let hall: Hall;
let caseId: string;
let evidenceId: string;
const handOut = (personId: string, of: { caseId?: string; evidenceId?: string } = {}) =>
  handOutEvidence(hall.ports, { personId, caseId, evidenceId, ...of });

beforeEach(async () => {
  hall = await Hall.open();
  caseId = await hall.report();
  evidenceId = Object.keys((await hall.case(caseId)).evidence)[0] ?? '';
});

describe('R15 taking evidence out', () => {
  test('gives a link to the very version that was locked, as a download', async () => {
    const { url } = await handOut('desk-1');
    const [kept] = [...hall.objects.stored.values()];
    expect(url).toBe(`memory://${kept?.key}?versionId=${kept?.versionId}&name=${caseId}-${evidenceId}.bin`);
  });

  test('R23 stands on the timeline each time, with who it was', async () => {
    await handOut('desk-1');
    await handOut('chief');
    const reads = (await hall.cases.timeline(caseId)).filter(({ type }) => type === 'evidence-read');
    expect(reads.map(({ actor, body }) => [actor, body])).toEqual([
      ['person:desk-1', { evidenceId }],
      ['person:chief', { evidenceId }],
    ]);
  });

  test('stands there before the link exists: what cannot be written down is not handed out', async () => {
    let links = 0;
    hall.objects.handOut = async () => {
      links += 1;
      return 'link';
    };
    hall.cases.before = () => {
      throw new Error('no table');
    };
    await expect(handOut('desk-1')).rejects.toThrow('no table');
    expect(links).toBe(0);
  });

  test('is refused to somebody without need to know, as if there were no case, and leaves no trace', async () => {
    const before = await hall.types(caseId);
    for (const id of ['citizens-head', 'stranger', ''])
      await expect(handOut(id)).rejects.toThrow('CaseNotFound');
    await expect(handOut('desk-1', { caseId: '20261120-99999' })).rejects.toThrow('CaseNotFound');
    expect(await hall.types(caseId)).toEqual(before);
  });

  test('that is not in this case is refused', async () => {
    for (const id of ['raw-0', '', 'constructor', '__proto__'])
      await expect(handOut('desk-1', { evidenceId: id }), id).rejects.toThrow('EvidenceNotFound');
    expect(await hall.types(caseId)).not.toContain('evidence-read');
  });

  test('is possible after the case was closed', async () => {
    await hall.say(
      caseId,
      { type: 'report-assessed', body: { incident: false, violation: false, reason: '誤報' } },
      { type: 'case-closed', body: { summary: '誤報' } },
    );
    await handOut('desk-1');
    expect((await hall.types(caseId)).at(-1)).toBe('evidence-read');
  });
});
