import { describe, expect, test } from 'vitest';
import { caseLine } from '#/core/case/rows.ts';
import { viewCase } from '#/core/case/view-case.ts';
import { type Grown, grow, personOf, reported, worldAt } from '#/test/core/stage.ts';

const view = ({ subject, events }: Grown) => viewCase(subject, events, worldAt(), personOf('desk-1'));

describe('R02 what a report says besides its own words', () => {
  test('answers stand under the words they answer, in the order they were asked', async () => {
    const { reported: told, told: facts } = view(
      await reported({
        kind: 'lost-device',
        answers: { together: 'なし', what: '業務用の端末', gone: '前の問い' },
        told: { malice: 'no' },
      }),
    );
    expect(told.questions).toEqual([
      { id: 'what', words: '何を、いつ、どこでなくしたか', answer: '業務用の端末' },
      { id: 'together', words: 'IDやカードが一緒か', answer: 'なし' },
      { id: 'gone', words: 'gone', answer: '前の問い' },
    ]);
    expect(told.told).toEqual([expect.stringContaining('：')]);
    expect(facts).toEqual({ malice: 'no' });
  });

  test('overlays with their steps, whom it concerns, and for whom it was passed on', async () => {
    const { reported: told } = view(
      await reported({
        overlays: ['my-number', 'school'],
        behalf: { who: '', contact: '', calledAt: '', section: 'tax' },
      }),
    );
    expect(told.overlays.map(({ id }) => id)).toEqual(['my-number', 'school']);
    expect(told.overlays[0]?.steps.length).toBeGreaterThan(0);
    expect(told.behalfSection).toBe('市民税課');
  });

  test('what was written to and fro stands in order, and is unread until somebody says so', async () => {
    const added = await grow(
      await grow(await reported(), [{ type: 'reporter-written', body: { text: 'いつですか' } }], {
        actor: 'person:desk-1',
      }),
      [{ type: 'reporter-added', body: { text: '昨日です', channel: 'page' } }],
      { actor: 'reporter' },
    );
    const { reported: told, may } = view(added);
    expect(told.thread.map(({ fromReporter, text }) => [fromReporter, text])).toEqual([
      [false, 'いつですか'],
      [true, '昨日です'],
    ]);
    expect(told.unread).toBe(true);
    expect(may).toContain('ReadFromReporter');
    expect(caseLine(added.subject).unread).toBe(true);
    for (const type of ['reporter-read', 'reporter-written'] as const) {
      const body = type === 'reporter-read' ? {} : { text: '承知しました' };
      const { subject } = await grow(added, [{ type, body } as never]);
      expect(subject.unread).toBeUndefined();
      expect(caseLine(subject).unread).toBeUndefined();
    }
  });
});
