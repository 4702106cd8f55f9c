import { expect, test } from 'vitest';
import { LARGEST_FILE } from '#/core/report/files.ts';
import { offerUpload } from '#/functions/offer-upload/task.ts';
import { MemoryUploads } from '#/test/simulation/memory-ports.ts';

const fileId = '1'.repeat(32);
const offer = (door: 'form' | 'slip', body: unknown, personId = '') =>
  offerUpload({ uploads: new MemoryUploads() }, { personId, door, body });

test('whoever is inside may send one file of the size that was told', async () => {
  const { fields } = await offer('form', { fileId, bytes: LARGEST_FILE });
  expect(fields).toEqual({ key: fileId, mostBytes: String(LARGEST_FILE) });
});

test('whoever is signed in may do so from anywhere', async () => {
  const { fields } = await offer('slip', { fileId, bytes: 1 }, 'citizens-head');
  expect(fields.key).toBe(fileId);
});

test('from outside nobody else sends anything', async () => {
  await expect(offer('slip', { fileId, bytes: 1 })).rejects.toMatchObject({ code: 'NotAllowed' });
});

test.each([
  { fileId, bytes: LARGEST_FILE + 1 },
  { fileId: '../mail/x', bytes: 1 },
  { fileId, bytes: 1, name: '診断書.pdf' },
])('%j is refused', async (body) => {
  await expect(offer('form', body)).rejects.toMatchObject({ code: 'InputInvalid' });
});
