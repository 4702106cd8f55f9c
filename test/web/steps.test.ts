import { describe, expect, test } from 'vitest';
import type { CaseView, DutyView, MeView, TaskView } from '#/core/case/view.ts';
import { isBlocked, silent, stepsOf, waitingFor } from '#/web/src/case/steps.ts';
import { routeOf } from '#/web/src/path.ts';

const at = '2026-11-20T08:00:00.000Z';
const task = (given: Partial<TaskView>): TaskView => ({
  taskId: 'assess-1',
  ask: 'assess',
  post: 'contact-unit',
  postName: '統一的な窓口',
  dueDefault: true,
  openedAt: at,
  due: at,
  round: 0,
  state: 'open',
  refusedCodes: 0,
  ...given,
});
const called = (given: Partial<TaskView> = {}): TaskView =>
  task({
    taskId: 'call-3-executive',
    ask: 'acknowledge',
    post: 'executive-officer',
    person: 'executive',
    ...given,
  });
const view = (given: Partial<CaseView>): CaseView =>
  ({ state: 'responding', tasks: [], duties: [], may: [], ...given }) as CaseView;
const me = (id: string, ...posts: string[]): MeView =>
  ({ person: { id, name: id }, posts: posts.map((post) => ({ id: post, name: post })) }) as MeView;
const ids = (subject: CaseView, who: MeView) =>
  stepsOf(subject, who).map(({ id, mine }) => (mine ? id : `(${id})`));

describe('the next thing to do', () => {
  test('is the assessment for the desk; an officer may, but is not asked until it comes up', () => {
    const reported = view({ state: 'reported', tasks: [task({})], may: ['AssessReport'] });
    expect(ids(reported, me('desk-1', 'contact-unit'))).toEqual(['assess']);
    expect(ids(reported, me('executive', 'executive-officer'))).toEqual(['(assess)']);
    const raised = view({ ...reported, tasks: [task({ round: 2 })] });
    expect(ids(raised, me('executive', 'executive-officer'))).toEqual(['assess']);
  });

  test('is never something that is not allowed, or already done', () => {
    expect(ids(view({ tasks: [task({})] }), me('desk-1', 'contact-unit'))).toEqual([]);
    const done = view({ tasks: [task({ state: 'done' })], may: ['AssessReport'] });
    expect(ids(done, me('desk-1', 'contact-unit'))).toEqual([]);
  });

  test('for who was called is to acknowledge, also after the time has passed; then to take charge if nobody has', () => {
    const may: CaseView['may'] = ['Acknowledge', 'TakeCharge'];
    const officer = me('executive', 'executive-officer');
    expect(ids(view({ tasks: [called()], may }), officer)).toEqual(['acknowledge']);
    expect(ids(view({ tasks: [called({ state: 'unanswered' })], may }), officer)).toEqual(['acknowledge']);
    expect(ids(view({ tasks: [called({ state: 'done' })], may }), officer)).toEqual(['charge']);
    const taken = view({
      tasks: [called({ state: 'done' })],
      may,
      charge: { id: 'chief', name: '統括', at },
    });
    expect(ids(taken, officer)).toEqual([]);
  });

  test('for the desk is to telephone while nobody has taken charge, and closing waits', () => {
    const close = task({ taskId: 'close-1', ask: 'close' });
    const calling = view({
      tasks: [close, called()],
      may: ['AcknowledgeByTelephone', 'CloseCase'],
      everybodyAt: at,
    });
    expect(ids(calling, me('desk-1', 'contact-unit'))).toEqual(['call', '(close)']);
    const { everybodyAt: _, ...rest } = calling;
    const charged = view({ ...rest, charge: { id: 'executive', name: '執行', at } });
    expect(ids(charged, me('desk-1', 'contact-unit'))).toEqual(['close']);
  });

  describe('of a duty', () => {
    const duty = (dutyId: string, may: DutyView['may'] = ['WriteDraft']) =>
      ({ dutyId, may, state: 'drafting', draft: { revision: 0, text: '' } }) as DutyView;
    const draft = (dutyId: string, due = at) =>
      task({ taskId: `draft-${dutyId}`, ask: 'draft', post: 'privacy-officer', dutyId, due });
    const officer = me('privacy', 'privacy-officer');

    test('is told apart from the same step of another duty, and blocks the end', () => {
      const two = view({ duties: [duty('a'), duty('b')], tasks: [draft('a'), draft('b')] });
      expect(ids(two, officer)).toEqual(['draft-a', 'draft-b']);
      expect(isBlocked(two)).toBe(true);
    });

    test('is only what this duty allows: each has posts of its own', () => {
      const two = view({ duties: [duty('a', []), duty('b')], tasks: [draft('a'), draft('b')] });
      expect(ids({ ...two, may: ['WriteDraft'] }, officer)).toEqual(['draft-b']);
    });

    test('stands in the order of what is due', () => {
      const later = '2026-11-21T08:00:00.000Z';
      const two = view({ duties: [duty('a'), duty('b')], tasks: [draft('a', later), draft('b')] });
      expect(ids(two, officer)).toEqual(['draft-b', 'draft-a']);
    });
  });
});

test('called people have a list of their own; other open tasks of others are waited for, soonest first', () => {
  const subject = view({
    tasks: [called(), called({ taskId: 'b', state: 'done' }), task({ ask: 'approve' })],
  });
  expect(silent(subject)).toHaveLength(1);
  expect(waitingFor(subject, []).map(({ ask }) => ask)).toEqual(['approve']);
  const two = view({
    tasks: [task({ ask: 'file', due: '2026-11-21T08:00:00.000Z' }), task({ ask: 'approve' })],
  });
  expect(waitingFor(two, []).map(({ ask }) => ask)).toEqual(['approve', 'file']);
});

test('addresses lead to the queue or to one case', () => {
  expect(routeOf('/desk')).toEqual({ page: 'queue' });
  expect(routeOf('/desk/cases/20261120-00001')).toEqual({ page: 'case', caseId: '20261120-00001' });
  expect(routeOf('/desk/cases/../x')).toEqual({ page: 'unknown' });
});
