import { describe, expect, test } from 'vitest';
import { say } from '#/core/case/decision.ts';
import { awaitPerson } from '#/functions/await-person/task.ts';
import { SAMPLES } from '#/test/core/samples.ts';
import { Hall } from '#/test/functions/hall.ts';

const act = say({ type: 'facts-recorded', body: SAMPLES['facts-recorded'] });
async function waiting(change: { run?: number; stirred?: number; execution?: string } = {}) {
  const hall = await Hall.open();
  const caseId = await hall.report();
  const { stirred } = await hall.case(caseId);
  const step = { caseId, run: 1, execution: `${caseId}-incident-1`, token: 't', stirred, ...change };
  return { hall, caseId, step };
}

describe('a machine that waits for a person', () => {
  test('keeps its token and sleeps while nobody has acted', async () => {
    const { hall, caseId, step } = await waiting();
    await awaitPerson(hall.ports, step);
    expect(await hall.cases.tokens(caseId)).toEqual([{ purpose: 'incident', token: 't' }]);
    expect(hall.woken).toEqual([]);
  });

  test('is woken at once where somebody acted after it last looked', async () => {
    const { hall, caseId, step } = await waiting();
    await hall.decide(caseId, act, 'person:desk-1');
    await awaitPerson(hall.ports, step);
    expect(hall.woken).toEqual(['t']);
  });

  test('is not woken by what a step wrote', async () => {
    const { hall, caseId, step } = await waiting();
    await hall.decide(caseId, act, 'step:send-mail');
    await awaitPerson(hall.ports, step);
    expect(hall.woken).toEqual([]);
  });

  test('misses no act that falls between keeping the token and looking again', async () => {
    const { hall, caseId, step } = await waiting();
    const keep = hall.cases.keepToken.bind(hall.cases);
    hall.cases.keepToken = async (...given) => {
      await hall.decide(caseId, act, 'person:desk-1');
      await keep(...given);
    };
    await awaitPerson(hall.ports, step);
    expect(hall.woken).toEqual(['t']);
  });

  test('is woken where a new run began meanwhile, so that it can end', async () => {
    const { hall, caseId, step } = await waiting();
    const keep = hall.cases.keepToken.bind(hall.cases);
    hall.cases.keepToken = async (...given) => {
      await hall.say(caseId, { type: 'run-raised', body: { run: 2, why: 'overdue' } });
      await keep(...given);
    };
    await awaitPerson(hall.ports, step);
    expect(hall.woken).toEqual(['t']);
  });

  test('is not woken by somebody who only looks at evidence', async () => {
    const { hall, caseId, step } = await waiting();
    const look = say({ type: 'evidence-read', body: { evidenceId: 'raw-1' } });
    await hall.decide(caseId, look, 'person:desk-1');
    await awaitPerson(hall.ports, step);
    expect(hall.woken).toEqual([]);
  });

  test('of an earlier run keeps no token', async () => {
    const { hall, caseId, step } = await waiting();
    await hall.say(caseId, { type: 'run-raised', body: { run: 2, why: 'overdue' } });
    await expect(awaitPerson(hall.ports, step)).rejects.toThrow('RunSuperseded');
    expect(await hall.cases.tokens(caseId)).toEqual([]);
  });

  test('under the name of another case or of no case is refused', async () => {
    const { hall, step } = await waiting({ execution: '20261120-99999-incident-1' });
    await expect(awaitPerson(hall.ports, step)).rejects.toThrow('RunSuperseded');
    await expect(awaitPerson(hall.ports, { ...step, caseId: '20261120-99999' })).rejects.toThrow(
      'CaseNotFound',
    );
  });

  test('waits beside the others of its case, each under its own purpose', async () => {
    const { hall, caseId, step } = await waiting();
    await awaitPerson(hall.ports, step);
    await awaitPerson(hall.ports, { ...step, execution: `${caseId}-escalation-3-1`, token: 'u' });
    await awaitPerson(hall.ports, { ...step, token: 'v' });
    expect(await hall.cases.tokens(caseId)).toEqual([
      { purpose: 'escalation-3', token: 'u' },
      { purpose: 'incident', token: 'v' },
    ]);
  });
});
