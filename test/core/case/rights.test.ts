import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import { hatFor, mayRead, maySeeQueue } from '#/core/case/rights.ts';
import { readersOf } from '#/core/case/rows.ts';
import { task } from '#/test/core/case/given.ts';
import { CASE_IN, finding } from '#/test/core/samples.ts';
import { DUTY, holder, later, NOW, personOf, worldAt } from '#/test/core/stage.ts';

const childcare: Case = { ...CASE_IN.responding, section: 'childcare', tasks: {} };
const reads = (id: string, subject = childcare) => mayRead(personOf(id), subject, worldAt());

describe('R23 who may read a case', () => {
  test.each([
    'desk-1',
    'executive',
    'executive-deputy',
    'chief',
    'chief-deputy',
    'privacy',
    'privacy-general',
  ])('%s answers for every case and reads it', (id) => {
    expect(reads(id)).toBe(true);
  });

  test('the head of a section reads the cases of the section, and no other', () => {
    expect(reads('childcare-head')).toBe(true);
    expect(reads('citizens-head')).toBe(false);
  });

  test('the head of no section does not read the cases that name no section', () => {
    const person = holder('someone', ['section-manager']);
    expect(mayRead(person, { ...childcare, section: '' }, worldAt())).toBe(false);
  });

  const withDuty = (statute: string, state: string): Case =>
    ({
      ...childcare,
      duties: {
        [statute]: {
          ...CASE_IN.responding.duties[DUTY],
          dutyId: statute,
          state,
          finding: { ...finding, statute },
        },
      },
    }) as Case;

  test('a duty that somebody is asked to work on opens the case to its posts; one that is only shown to nobody', () => {
    for (const state of ['undecided', 'drafting', 'approving', 'filing', 'filed', 'judged-none'])
      expect(reads('legal', withDuty('prosecution', state)), state).toBe(true);
    for (const state of ['none', 'shown', 'left-policy'])
      expect(reads('legal', withDuty('prosecution', state)), state).toBe(false);
  });

  test("a duty of the head of the section is that of the case's own section, and of no other", () => {
    const contractor = withDuty('contractor', 'drafting');
    expect(reads('citizens-head', contractor)).toBe(false);
    expect(reads('childcare-head', contractor)).toBe(true);
    const write = (id: string) =>
      hatFor(personOf(id), 'WriteDraft', { subject: contractor, world: worldAt(), dutyId: 'contractor' });
    expect(write('citizens-head')).toBeUndefined();
    expect(write('childcare-head')).toBe('section-manager');
    const asked = {
      ...contractor,
      tasks: { one: { ...task('draft'), post: 'section-manager' } },
    } as Case;
    expect(readersOf(asked)).toEqual(['section:childcare']);
  });

  test('whoever was called for a case reads this case and no other, while the post of the call is held', () => {
    const call = { ...CASE_IN.responding.tasks['call-1-executive'], person: 'expert', post: 'adviser' };
    const called = { ...childcare, tasks: { call } } as Case;
    expect(mayRead(holder('expert', ['adviser']), called, worldAt())).toBe(true);
    expect(mayRead(holder('expert', ['adviser']), childcare, worldAt())).toBe(false);
    expect(mayRead(holder('expert', []), called, worldAt())).toBe(false);
    expect(mayRead(holder('other', ['adviser']), called, worldAt())).toBe(false);
  });

  test('somebody without a post reads nothing', () => {
    expect(mayRead(holder('someone', [], { section: 'childcare' }), childcare, worldAt())).toBe(false);
    expect(mayRead(holder('someone', ['no-such-post'], { section: 'childcare' }), childcare, worldAt())).toBe(
      false,
    );
  });

  test('a post counts only while it is held', () => {
    const person = holder('someone', []);
    person.posts = [{ post: 'contact-unit', from: later(1), until: later(2) }];
    expect(mayRead(person, childcare, worldAt(NOW))).toBe(false);
    expect(mayRead(person, childcare, worldAt(later(1)))).toBe(true);
    expect(mayRead(person, childcare, worldAt(later(2)))).toBe(false);
  });
});

describe('R23 who sees the queue', () => {
  test('the desk and those who answer for every case, and nobody else', () => {
    for (const id of ['desk-1', 'executive', 'executive-deputy', 'chief', 'chief-deputy'])
      expect(maySeeQueue(personOf(id), worldAt()), id).toBe(true);
    for (const id of ['childcare-head', 'privacy', 'privacy-general'])
      expect(maySeeQueue(personOf(id), worldAt()), id).toBe(false);
  });
});

describe('the post in whose right somebody acts', () => {
  test('is the first of the posts that may, not the first of the posts held', () => {
    const both = holder('both', ['chief-officer', 'contact-unit']);
    expect(hatFor(both, 'DecideSeverity', { subject: CASE_IN.responding, world: worldAt() })).toBe(
      'contact-unit',
    );
    expect(hatFor(both, 'AssessReport', { subject: CASE_IN.responding, world: worldAt() })).toBe(
      'contact-unit',
    );
  });

  test('of a duty comes from its statute', () => {
    expect(
      hatFor(personOf('privacy'), 'WriteDraft', {
        subject: CASE_IN.responding,
        world: worldAt(),
        dutyId: DUTY,
      }),
    ).toBe('privacy-officer');
    expect(
      hatFor(personOf('privacy'), 'ApproveDraft', {
        subject: CASE_IN.responding,
        world: worldAt(),
        dutyId: DUTY,
      }),
    ).toBeUndefined();
    expect(
      hatFor(personOf('privacy'), 'WriteDraft', { subject: CASE_IN.responding, world: worldAt() }),
    ).toBeUndefined();
  });
});
