import { describe, expect, test } from 'vitest';
import type { Happening } from '#/core/case/events.ts';
import { viewCase } from '#/core/case/view-case.ts';
import { SAMPLES } from '#/test/core/samples.ts';
import {
  assessed,
  DUTY,
  decided,
  type Grown,
  grow,
  later,
  personOf,
  reported,
  worldAt,
} from '#/test/core/stage.ts';

const happening = (type: keyof typeof SAMPLES): Happening => ({ type, body: SAMPLES[type] }) as Happening;
const view = ({ subject, events }: Grown, id = 'desk-1') =>
  viewCase(subject, events, worldAt(), personOf(id));
const answered = async () =>
  grow(await assessed(), [
    happening('evidence-preserved'),
    happening('facts-recorded'),
    happening('duties-derived'),
    decided(3),
    happening('officers-called'),
  ]);

describe('a case as somebody sees it', () => {
  test('shows who the people are by name, and every event in words', async () => {
    const shown = view(await answered());
    expect(shown).toMatchObject({ kind: { number: 'K01' }, sectionName: '保育こども園課', severity: 3 });
    expect(shown.tasks[0]).toMatchObject({ personName: '副執行 ひかり', telephone: '000-0000-0006' });
    expect(shown.timeline.every(({ words }) => words.length > 0)).toBe(true);
    expect(shown.timeline[0]?.actor).toBe('報告者');
  });

  test('shows the suggestion with the words and the source of its rules', async () => {
    const { suggestion } = view(await answered());
    expect(suggestion).toMatchObject({ level: 3, rules: [{ id: 'B2', source: { basis: 'law' } }] });
  });

  test('shows who took charge, and when', async () => {
    const taken = await grow(await answered(), [happening('charge-taken')], { now: later(7) });
    expect(view(taken).charge).toEqual({ id: 'executive', name: '執行 まもる', at: later(7) });
  });

  test('R15 does not show where evidence lies in the store', async () => {
    const [item] = view(await answered()).evidence;
    expect(item).toMatchObject({ evidenceId: 'raw-1', sha256: 'b'.repeat(64) });
    expect(item).not.toHaveProperty('key');
    expect(item).not.toHaveProperty('versionId');
  });

  test('shows a draft made from the facts until somebody has written one', async () => {
    const grown = await answered();
    expect(view(grown).duties[0]?.draft).toMatchObject({ revision: 0 });
    expect(view(grown).duties[0]?.draft.text).toContain('128人');
    const written = await grow(grown, [happening('draft-written')], { actor: 'person:privacy' });
    expect(view(written).duties[0]?.draft).toEqual({
      revision: 1,
      text: '案',
      outdated: false,
      author: { id: 'privacy', name: '個情 さくら' },
    });
  });

  test('is not shown without the report it began with', async () => {
    const { subject } = await reported();
    expect(() => view({ subject, events: [] })).toThrow('CaseNotFound');
  });
});

const WRITE = ['WriteToReporter'];

describe('what somebody may do now', () => {
  test('follows the state and the posts', async () => {
    expect(view(await reported()).may).toEqual([
      ...WRITE,
      'ProposeSettlement',
      'AssessReport',
      'NameReaders',
      'JoinCases',
    ]);
    expect(view(await assessed()).may).toEqual([
      ...WRITE,
      'ProposeSettlement',
      'RecordFacts',
      'DecideSeverity',
      'NameReaders',
      'JoinCases',
    ]);
    expect(view(await reported(), 'privacy').may).toEqual([]);
    expect(view(await answered(), 'executive-deputy').may).toEqual([
      ...WRITE,
      'RecordFacts',
      'DecideSeverity',
      'Acknowledge',
      'AcknowledgeByTelephone',
      'TakeCharge',
      'NameReaders',
      'JoinCases',
      'CloseCase',
    ]);
  });

  test('R20 does not offer the author to approve', async () => {
    const approving = await grow(
      await answered(),
      [
        happening('draft-written'),
        {
          type: 'task-opened',
          body: { ...SAMPLES['task-opened'], taskId: 'approve-1', ask: 'approve', dutyId: DUTY },
        },
      ],
      { actor: 'person:executive' },
    );
    expect(view(approving, 'executive').may).not.toContain('ApproveDraft');
    expect(view(approving, 'privacy-general').may).toContain('ApproveDraft');
    const ofDuty = (reader: string) =>
      view(approving, reader).duties.find(({ dutyId }) => dutyId === DUTY)?.may;
    expect(ofDuty('privacy-general')).toEqual(['ReturnDraft', 'ApproveDraft']);
    expect(ofDuty('desk-1')).toEqual([]);
  });

  test('a call that found silence can still be answered', async () => {
    const silent: Happening = {
      type: 'officers-unanswered',
      body: {
        calls: [
          {
            taskId: 'call-1-executive-deputy',
            person: 'executive-deputy',
            post: 'deputy-executive-officer',
          },
        ],
      },
    };
    const may = view(await grow(await answered(), [silent]), 'executive-deputy').may;
    expect(may).toContain('Acknowledge');
    expect(may).toContain('AcknowledgeByTelephone');
  });

  test('is nothing once the case is closed', async () => {
    const closed = await grow(await answered(), [happening('case-closed')]);
    expect(view(closed).may).toEqual([]);
  });
});
