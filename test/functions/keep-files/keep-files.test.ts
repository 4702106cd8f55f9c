import { describe, expect, test } from 'vitest';
import { uploadEvidenceId } from '#/core/case/files.ts';
import { keepFiles } from '#/functions/keep-files/task.ts';
import { bytesOf, owing, owingAttachments, reading, SCHEDULE } from './owed.ts';

const [ONE, OTHER] = ['1'.repeat(32), '2'.repeat(32)] as [string, string];

describe('a file of the form', () => {
  test('becomes evidence under its hash, once, and leaves the place where it waited', async () => {
    const { hall, caseId, keep, events } = await owing();
    hall.uploads.waiting.set(ONE, bytesOf('写真'));
    await hall.owe(caseId, { upload: ONE, name: '画面\u202egpj.exe' });
    expect(await keep()).toEqual({ kept: 1 });
    expect(await keep()).toEqual({ kept: 0 });
    const [kept, ...others] = (await events('evidence-preserved')).slice(1);
    expect(others).toEqual([]);
    expect(kept?.body).toMatchObject({
      evidenceId: `file-${ONE.slice(0, 16)}`,
      what: 'report-file',
      name: '画面 gpj.exe',
      key: `files/${kept?.body.sha256}`,
      bytes: 6,
    });
    expect([...hall.uploads.waiting]).toEqual([]);
    expect(await hall.cases.errands(caseId)).toEqual([]);
  });

  test('with the bytes of another is another piece of evidence, and the same object', async () => {
    const { hall, caseId, keep, evidence } = await owing();
    for (const upload of [ONE, OTHER]) {
      hall.uploads.waiting.set(upload, bytesOf('same'));
      await hall.owe(caseId, { upload, name: `${upload[0]}.png` });
    }
    await keep();
    const files = (await evidence()).filter(({ what }) => what === 'report-file');
    expect(files.map(({ name }) => name)).toEqual(['1.png', '2.png']);
    expect(new Set(files.map(({ versionId }) => versionId)).size).toBe(1);
  });

  test('that is still being sent is looked for each minute, for an hour, and then missed', async () => {
    const { hall, caseId, keep, events } = await owing();
    await hall.owe(caseId, { upload: ONE, name: '1.png' }, { upload: OTHER, name: '2.png' });
    await keep();
    hall.pass(2);
    hall.uploads.waiting.set(ONE, bytesOf('late'));
    expect(await keepFiles(hall.ports, SCHEDULE)).toEqual({ kept: 1 });
    for (let minutes = 0; minutes < 58; minutes += 1) {
      hall.pass(1);
      await keepFiles(hall.ports, SCHEDULE);
    }
    expect(await events('file-missing')).toEqual([]);
    hall.pass(1);
    await keepFiles(hall.ports, SCHEDULE);
    expect((await events('file-missing')).map(({ body }) => body)).toEqual([
      { evidenceId: uploadEvidenceId(OTHER), name: '2.png' },
    ]);
    expect(await hall.cases.errands(caseId)).toEqual([]);
  });

  test('is one piece of evidence where the power goes between keeping it and writing that down', async () => {
    const { hall, caseId, keep, evidence } = await owing();
    hall.uploads.waiting.set(ONE, bytesOf('写真'));
    await hall.owe(caseId, { upload: ONE, name: '1.png' });
    hall.cases.before = () => {
      throw new Error('power gone');
    };
    await expect(keep()).rejects.toThrow('power gone');
    expect(hall.objects.stored.size).toBe(2);
    expect(hall.uploads.waiting.size).toBe(1);
    hall.cases.before = () => undefined;
    hall.pass(2);
    expect(await keep()).toEqual({ kept: 1 });
    expect(hall.objects.stored.size).toBe(2);
    expect((await evidence()).filter(({ what }) => what === 'report-file')).toHaveLength(1);
  });

  test('that cannot be read keeps nothing from other cases', async () => {
    const { hall, caseId, keep } = await owing();
    const another = await hall.report({ reportId: 'b'.repeat(32) });
    hall.uploads.waiting.set(OTHER, bytesOf('写真'));
    await hall.owe(caseId, { upload: ONE, name: '1.png' });
    await hall.owe(another, { upload: OTHER, name: '2.png' });
    hall.pass(1);
    hall.cases.broken.add(caseId);
    hall.uploads.waiting.set(ONE, bytesOf('写真'));
    await expect(keepFiles(hall.ports, SCHEDULE)).rejects.toThrow('unreadable');
    expect(hall.uploads.waiting.has(OTHER)).toBe(false);
    hall.cases.broken.clear();
    hall.pass(1);
    expect(await keep()).toEqual({ kept: 1 });
  });
});

describe('what is attached to a mail', () => {
  test('becomes evidence piece by piece, more than fits into one transaction', async () => {
    const { hall, caseId, keep, evidence } = await owingAttachments(45);
    expect(await keep()).toEqual({ kept: 45 });
    const kept = (await evidence()).filter(({ what }) => what === 'mail-attachment');
    expect(new Set(kept.map(({ evidenceId }) => evidenceId)).size).toBe(45);
    expect(kept.find(({ evidenceId }) => evidenceId === 'raw-mail-45')).toMatchObject({
      name: '45.pdf',
      mediaType: 'application/pdf',
      virus: 'GRAY',
    });
    expect(await hall.cases.errands(caseId)).toEqual([]);
  });

  test('may be the same file many times over: one object, and each has its name', async () => {
    const { hall, keep, evidence } = await owingAttachments(25, () => 'same');
    expect(await keep()).toEqual({ kept: 25 });
    const kept = (await evidence()).filter(({ what }) => what === 'mail-attachment');
    expect(new Set(kept.map(({ name }) => name)).size).toBe(25);
    expect([...hall.objects.stored.keys()].filter((key) => key.startsWith('files/'))).toHaveLength(1);
  });

  test('goes on where it was cut off', async () => {
    const { hall, keep, evidence } = await owingAttachments(45);
    let commits = 0;
    hall.cases.before = () => {
      commits += 1;
      if (commits === 2) throw new Error('power gone');
      return undefined;
    };
    await expect(keep()).rejects.toThrow('power gone');
    hall.pass(6);
    expect(await keep()).toEqual({ kept: 25 });
    expect((await evidence()).filter(({ what }) => what === 'mail-attachment')).toHaveLength(45);
  });

  test('is said where it is too much', async () => {
    const { keep, events } = await owingAttachments(60);
    const { kept } = await keep();
    expect((await events('attachments-left')).map(({ body }) => body)).toEqual([
      { evidenceId: 'raw-mail', count: 60 - kept },
    ]);
    expect(kept).toBeLessThan(60);
  });

  test('that cannot be taken out stays in its mail, and that is said', async () => {
    const { hall, caseId, keep, events } = await owingAttachments(1);
    const attachmentsOf = () => {
      throw new Error('broken');
    };
    await keep({ attachmentsOf });
    expect((await events('attachments-left')).map(({ body }) => body)).toEqual([{ evidenceId: 'raw-mail' }]);
    expect(await hall.cases.errands(caseId)).toEqual([]);
  });

  test('and takes the function down each time is tried three times', async () => {
    const { hall, keep, events } = await owingAttachments(1);
    let tries = 0;
    const objects = reading(hall, () => {
      tries += 1;
      // Never heard of again.
      return new Promise(() => {});
    });
    for (let minutes = 0; minutes < 18; minutes += 6) {
      void keep({ objects });
      await new Promise(setImmediate);
      hall.pass(6);
    }
    expect(await events('attachments-left')).toEqual([]);
    await keep({ objects });
    expect(tries).toBe(3);
    expect(await events('attachments-left')).toHaveLength(1);
  });

  test('waits for as long as its mail cannot be read', async () => {
    const { hall, caseId, keep } = await owingAttachments(1);
    const objects = reading(hall, () => Promise.reject(new Error('S3 is away')));
    for (let tries = 0; tries < 6; tries += 1) {
      await expect(keep({ objects })).rejects.toThrow('away');
      hall.pass(6);
    }
    expect(await keep()).toEqual({ kept: 1 });
    expect(await hall.cases.errands(caseId)).toEqual([]);
  });

  test('of a mail without any is nothing to tell', async () => {
    const { hall, caseId, keep, events } = await owingAttachments(0);
    expect(await keep()).toEqual({ kept: 0 });
    expect(await events('attachments-left')).toEqual([]);
    expect(await hall.cases.errands(caseId)).toEqual([]);
  });
});
