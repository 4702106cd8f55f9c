import type { Form } from '#/core/ports.ts';

const ANSWER_MS = 10_000;

/** As a browser does without JavaScript: the page first, then what was filled in. */
export const webForm = (publicUrl: string): Form => ({
  async submit(fields) {
    const ask = (path: string, more: RequestInit = {}) =>
      fetch(`${publicUrl}${path}`, {
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
        ...more,
      });
    const page = await ask('/report');
    const answer = await ask('/reports', { method: 'POST', body: new URLSearchParams(fields) });
    return page.ok && (answer.headers.get('location') ?? '').startsWith('/receipts/');
  },
});
