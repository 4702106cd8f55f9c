import { describe, expect, test } from 'vitest';
import type { Happening } from '#/core/case/events.ts';
import { downloadName, toKeep, uploadEvidenceId } from '#/core/case/files.ts';
import { reportOfMail } from '#/core/report/mail.ts';
import type { MailFile, Problem } from '#/core/report/mail-parts.ts';
import type { Verdict } from '#/core/report/sender.ts';
import { theReport } from '#/test/core/stage.ts';

const fileId = '1'.repeat(32);
const listed = { ...theReport, files: [{ fileId, name: '画面.png', bytes: 3 }] };
const preserved = {
  evidenceId: 'raw-mail',
  what: 'report-mail' as const,
  sha256: 'a'.repeat(64),
  bytes: 1,
  key: 'mails/a',
  versionId: 'v1',
  retainUntil: '2027-02-18T00:00:00.000Z',
};
const original: Happening = { type: 'evidence-preserved', body: preserved };
const errand = { key: `keep-${fileId}`, errand: 'keep', source: { upload: fileId, name: '画面.png' } };

async function mailWith(files: MailFile[], problems: Problem[] = []) {
  const parts = { from: [], subject: '', text: '', messageId: '', inReplyTo: '', references: [], fields: {} };
  const pass: Verdict = 'PASS';
  const verdicts = { spam: pass, virus: 'FAIL' as Verdict, spf: pass, dkim: pass, dmarc: pass };
  const read = {
    ...parts,
    files,
    problems,
    from: [{ name: '', address: 'staff@city.example' }],
    text: 'x',
    subject: 'x',
  };
  return reportOfMail('m', read, { sender: '', to: [], verdicts }, []);
}

describe('what is taken out is called by the case', () => {
  const named = (name?: string) =>
    downloadName('20261120-00001', { ...preserved, preservedAt: '', ...(name !== undefined && { name }) });

  test.each([
    ['佐藤の診断書.PDF', '20261120-00001-raw-mail.pdf'],
    ['a.tar.docx', '20261120-00001-raw-mail.docx'],
    ['invoice.pdf.exe', '20261120-00001-raw-mail.bin'],
    ['x.pdf"; filename=y.exe', '20261120-00001-raw-mail.bin'],
    [undefined, '20261120-00001-raw-mail.bin'],
  ])('%s', (name, called) => expect(named(name)).toBe(called));
});

describe('what comes with a report is still to be kept', () => {
  test('each file that the form lists', () => {
    for (const happening of [
      { type: 'report-accepted', body: { report: listed, channel: 'form' } },
      { type: 'report-supplemented', body: { report: listed, channel: 'form' } },
    ] satisfies Happening[])
      expect(toKeep([original, happening])).toEqual([errand]);
  });

  test('a file that the form lists twice, once', () => {
    const report = { ...listed, files: [...listed.files, { fileId, name: '画面2.png', bytes: 3 }] };
    const owed = toKeep([original, { type: 'report-accepted', body: { report, channel: 'form' } }]);
    expect(owed.map(({ key }) => key)).toEqual([errand.key]);
  });

  test('but no file that is evidence already', () => {
    const evidenceId = uploadEvidenceId(fileId);
    const kept = { [evidenceId]: { ...preserved, evidenceId, preservedAt: preserved.retainUntil } };
    const again: Happening = { type: 'report-supplemented', body: { report: listed, channel: 'form' } };
    expect(toKeep([again], kept)).toEqual([]);
  });

  test('what is attached to a mail, with what the mail service found in it', async () => {
    const file: MailFile = { name: '1.pdf', mediaType: 'application/pdf', bytes: 1, marks: [] };
    const { report, mail } = await mailWith([file]);
    const owed = [{ key: 'keep-raw-mail', errand: 'keep', source: { mail: 'raw-mail', virus: 'FAIL' } }];
    expect(toKeep([original, { type: 'report-accepted', body: { report, channel: 'mail', mail } }])).toEqual(
      owed,
    );
    expect(toKeep([original, { type: 'reporter-added', body: { text: '', channel: 'mail', mail } }])).toEqual(
      owed,
    );
  });

  test('a mail is taken apart as well where it was not read to its end, and not where it was', async () => {
    const accepted = async (...problems: Problem[]): Promise<Happening> => ({
      type: 'report-accepted',
      body: { channel: 'mail', ...(await mailWith([], problems)) },
    });
    expect(toKeep([original, await accepted('too-large')])).toHaveLength(1);
    expect(toKeep([original, await accepted()])).toEqual([]);
  });

  test('nothing else brings anything along', () => {
    const added: Happening = { type: 'reporter-added', body: { text: '', channel: 'page' } };
    expect(toKeep([original, added])).toEqual([]);
    expect(toKeep([{ type: 'report-accepted', body: { report: theReport, channel: 'form' } }])).toEqual([]);
  });
});
