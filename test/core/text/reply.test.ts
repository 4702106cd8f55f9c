import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import { replyWords } from '#/core/text/reply.ts';
import { CASE_IN, SAMPLES } from '#/test/core/samples.ts';
import { CASE_ID, reported } from '#/test/core/stage.ts';
import { wakayama } from '#/test/simulation/policy.ts';

/** Before a holiday and the weekend. */
const NIGHT = '2026-11-20T14:00:00.000Z';

const TEXTS = ['receipt', 'written', 'closed'] as const;
const words = (subject: Case, text: (typeof TEXTS)[number]) =>
  replyWords(subject, wakayama, {
    text,
    check: 'K7QM2X',
    code: '01AB-CD1Z',
    publicUrl: 'https://hikeshi.example',
  });

describe.each(TEXTS)('R21 the mail to the reporter: %s', (text) => {
  test('says nothing of the report, whatever it says', async () => {
    const said = fc.string({ maxLength: 90 }).map((one) => `${one}☠`);
    await fc.assert(
      fc.asyncProperty(
        fc.record({ happened: said, place: said, reporter: said, callback: said }),
        async (report) => {
          const mail = words((await reported(report)).subject, text);
          expect(mail.subject + mail.text).not.toContain('☠');
        },
      ),
      { numRuns: 30 },
    );
  });

  test('has a subject of one line with number and check, the telephone, and where to look it up', () => {
    for (const subject of Object.values(CASE_IN)) {
      const mail = words(subject, text);
      expect(mail.subject).toMatch(new RegExp(`^【火消し ${CASE_ID} K7QM2X】[^\\p{Cc}]{5,40}$`, 'u'));
      expect(mail.text).toContain('https://hikeshi.example/receipts\n');
      expect(mail.text).toContain(`事案番号　${CASE_ID}　　受付コード　01AB-CD1Z`);
      expect(mail.text).toContain(wakayama.profile.contactUnit.telephone);
      expect(mail.text).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });

  test.each([
    ['a staff member', { kind: 'insider' }],
    ['somebody who is protected', { overlays: ['protected'] }],
    ['the superior', { concerns: 'section-manager' as const }],
  ])('is silent where it concerns %s: somebody else may read the mailbox', async (_whom, report) => {
    const mail = words((await reported(report)).subject, text);
    expect(mail.subject).toBe(`【火消し ${CASE_ID} K7QM2X】`);
    const { name, telephone } = wakayama.profile.contactUnit;
    expect(mail.text).toBe(`番号　${CASE_ID}\n\n${name}　${telephone}\nこの番号を伝えてください。`);
  });
});

test.each(wakayama.kinds)('the receipt of $id says what to do and what not', async ({ id, steps, never }) => {
  const { text } = words((await reported({ kind: id })).subject, 'receipt');
  const listed = [...steps, ...never].filter((step) => text.includes(`・${step}\n`));
  expect(listed).toEqual(id === 'insider' ? [] : [...steps, ...never]);
});

test('what the overlays say stands above what the kind says', async () => {
  const overlay = wakayama.overlays.find(({ id }) => id === 'my-number');
  const kind = wakayama.kinds.find(({ id }) => id === 'mail-missent');
  const { text } = words(
    (await reported({ kind: 'mail-missent', overlays: ['my-number'] })).subject,
    'receipt',
  );
  const at = (step = '') => text.indexOf(`・${step}\n`);
  expect(at(overlay?.steps[0])).toBeGreaterThan(0);
  expect(at(overlay?.steps[0])).toBeLessThan(at(kind?.steps[0]));
});

test('the receipt of a report by mail has the steps for a mail that came in as well', async () => {
  const { subject } = await reported({ kind: 'other' });
  const raw = { ...SAMPLES['evidence-preserved'], what: 'report-mail' as const };
  const evidence = (preservedAt: string) => ({ 'raw-1': { ...raw, preservedAt } });
  const mail = wakayama.kinds.find(({ id }) => id === 'suspicious-mail');
  const { text } = words({ ...subject, evidence: evidence(subject.receivedAt) }, 'receipt');
  for (const step of [...(mail?.steps ?? ['none']), ...(mail?.never ?? [])])
    expect(text).toContain(`・${step}\n`);
  for (const other of [subject, { ...subject, evidence: evidence(NIGHT) }])
    expect(words(other, 'receipt').text).not.toContain(mail?.steps[0]);
});

test('the receipt of what wakes nobody says when the desk looks at it', async () => {
  const calm = (await reported({ kind: 'suspicious-mail' })).subject;
  expect(words({ ...calm, receivedAt: NIGHT }, 'receipt').text).toContain(
    '窓口は、令和8年11月24日（火）08:30に見ます。',
  );
  const urgent = (await reported({ kind: 'ransomware' })).subject;
  for (const subject of [calm, { ...urgent, receivedAt: NIGHT }])
    expect(words(subject, 'receipt').text).toContain('必要なときは電話かメールで連絡します');
});
