import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Happening } from '#/core/case/events.ts';
import { bodyHash, eventHash, seal } from '#/core/evidence/chain.ts';
import { CASE_ID, later, NOW } from '#/test/core/stage.ts';

const end = { caseId: CASE_ID, seq: 4, headHash: 'f'.repeat(64), recordedAt: NOW };
const read: Happening = { type: 'evidence-read', body: { evidenceId: 'raw-1' } };
const by = { actor: 'person:desk-1', now: later(1), salt: 'salt' };

describe('sealing an event', () => {
  test('it takes the next number and the hash of the event before it', async () => {
    const event = await seal(read, end, by);
    expect(event).toMatchObject({ caseId: CASE_ID, seq: 5, prevHash: end.headHash, actor: 'person:desk-1' });
  });

  test('its hash is SHA-256 over 0x00 and the canonical header, as an outsider would compute it', async () => {
    const { hash, salt, body, ...header } = await seal(read, end, by);
    const sorted = JSON.stringify(
      Object.fromEntries(Object.entries(header).sort(([one], [other]) => (one < other ? -1 : 1))),
    );
    expect(hash).toBe(createHash('sha256').update(Uint8Array.of(0)).update(sorted).digest('hex'));
    expect(header.bodyHash).toBe(
      createHash('sha256')
        .update(`${salt}${JSON.stringify(body)}`)
        .digest('hex'),
    );
  });

  test('the header holds ASCII keys, strings and safe integers only', async () => {
    const { hash: _, salt: __, body: ___, ...header } = await seal(read, end, by);
    for (const [key, value] of Object.entries(header)) {
      expect(key).toMatch(/^[a-zA-Z]+$/);
      expect(typeof value === 'string' || Number.isSafeInteger(value)).toBe(true);
    }
  });

  test('a clock set back does not let the timeline run backwards', async () => {
    const event = await seal(read, end, { ...by, now: later(-10) });
    expect(event.recordedAt).toBe(NOW);
  });

  test('what happened earlier keeps its own time beside the time of recording', async () => {
    const event = await seal({ ...read, occurredAt: later(-30) }, end, by);
    expect(event).toMatchObject({ occurredAt: later(-30), recordedAt: later(1) });
    expect((await seal(read, end, by)).occurredAt).toBe(later(1));
  });

  test('whom somebody acted for is part of the header', async () => {
    expect((await seal({ ...read, actingFor: 'chief-officer' }, end, by)).actingFor).toBe('chief-officer');
    expect((await seal(read, end, by)).actingFor).toBe('');
  });

  test('the same content under another salt has another hash, so that nothing can be guessed from it', async () => {
    expect(await bodyHash('one', read.body)).not.toBe(await bodyHash('two', read.body));
  });

  test('a header with one letter changed has another hash', async () => {
    const { hash, salt: _, body: __, ...header } = await seal(read, end, by);
    expect(await eventHash({ ...header, actor: 'person:desk-2' })).not.toBe(hash);
  });

  test('content with a lone surrogate is not sealed', async () => {
    const bad: Happening = { type: 'case-closed', body: { summary: '\ud800' } };
    await expect(seal(bad, end, by)).rejects.toThrow('surrogate');
  });
});
