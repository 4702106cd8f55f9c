import type { UploadForm } from '#/core/ports.ts';

export type Sent = 'sent' | 'failed' | 'refused' | 'signedOut';

/** Where one asks where to send a file, and as whom. */
export interface UploadRoute {
  path: string;
  headers: () => Record<string, string>;
}

interface Sending {
  route: UploadRoute;
  file: File;
  fileId: string;
  signal: AbortSignal;
  progress: (share: number) => void;
}

/** Asks where to send the file, and sends it there. However often it is tried, it is the same file. */
export async function sendFile({ route, file, fileId, signal, progress }: Sending): Promise<Sent> {
  try {
    const asked = await fetch(route.path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...route.headers() },
      body: JSON.stringify({ fileId, bytes: file.size }),
      signal,
    });
    if (asked.status === 401) return 'signedOut';
    if (asked.status === 403) return 'refused';
    if (!asked.ok) return 'failed';
    const { url, fields } = (await asked.json()) as UploadForm;
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    // S3 passes over whatever follows the file.
    form.set('file', file, 'file');
    return (await post(url, form, { signal, progress })) ? 'sent' : 'failed';
  } catch {
    return 'failed';
  }
}

/** With `fetch` nobody would learn how far it is. */
const post = (
  url: string,
  form: FormData,
  { signal, progress }: Pick<Sending, 'signal' | 'progress'>,
): Promise<boolean> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(loaded / total));
    request.addEventListener('loadend', () => resolve(request.status >= 200 && request.status < 300));
    signal.addEventListener('abort', () => request.abort());
    request.open('POST', url);
    request.send(form);
  });
