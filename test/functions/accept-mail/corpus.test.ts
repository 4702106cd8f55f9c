import { describe, expect, test } from 'vitest';
import { Hall } from '#/test/functions/hall.ts';
import { CORPUS, files } from './corpus.ts';
import { accepted, PASSED, receive } from './receive.ts';

test('every mail of the corpus is in its index, once', () => {
  expect(CORPUS.map(({ file }) => file).toSorted()).toEqual(files().toSorted());
  expect(CORPUS.length).toBeGreaterThanOrEqual(60);
});

describe('R25 a mail is read as it was meant:', () => {
  test.each(CORPUS.map((message) => [message.about, message] as const))('%s', async (_about, message) => {
    const { raw, verdicts, envelope, to } = message;
    const hall = await Hall.open();
    const caseId = await receive(hall, raw, {
      verdicts: { ...PASSED, ...verdicts },
      dmarcPolicy: verdicts.dmarc === 'FAIL' ? 'QUARANTINE' : '',
      envelope,
      to,
    });
    const { report, mail } = await accepted(hall, caseId);
    expect(mail).toMatchObject(message.facts);
    expect(report.happened).toMatch(message.text);
  });
});
