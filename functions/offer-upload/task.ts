import * as z from 'zod';
import { Fault } from '#/core/fault.ts';
import type { UploadForm, Uploads } from '#/core/ports.ts';
import { LARGEST_FILE } from '#/core/report/files.ts';
import type { Door } from '#/core/report/read.ts';
import { fileIdSchema } from '#/core/report/report.ts';

/** The browser draws the id, so that a file keeps it however often it is sent. Its name is content, and not told here. */
const fileSchema = z.strictObject({
  fileId: fileIdSchema,
  bytes: z.int().nonnegative().max(LARGEST_FILE),
});

/** Lets a browser inside the municipality's network send one file straight to the bucket. What no report lists expires there. */
export async function offerUpload(
  { uploads }: { uploads: Pick<Uploads, 'offer'> },
  { door, body }: { door: Door; body: unknown },
): Promise<UploadForm> {
  if (door === 'slip') throw new Fault('NotAllowed');
  const file = fileSchema.safeParse(body);
  if (!file.success) throw new Fault('InputInvalid', { fields: 'file' });
  return uploads.offer(file.data.fileId, file.data.bytes);
}
