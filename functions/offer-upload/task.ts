import { Fault } from '#/core/fault.ts';
import type { UploadForm, Uploads } from '#/core/ports.ts';
import type { Door } from '#/core/report/read.ts';
import { uploadSchema } from '#/core/report/sent.ts';

/** Lets whoever is signed in, or inside the municipality's network, send one file straight to the bucket. What no report lists expires there. */
export async function offerUpload(
  { uploads }: { uploads: Pick<Uploads, 'offer'> },
  { personId, door, body }: { personId: string; door: Door; body: unknown },
): Promise<UploadForm> {
  if (personId === '' && door === 'slip') throw new Fault('NotAllowed');
  const file = uploadSchema.safeParse(body);
  if (!file.success) throw new Fault('InputInvalid', { fields: 'file' });
  return uploads.offer(file.data.fileId, file.data.bytes);
}
