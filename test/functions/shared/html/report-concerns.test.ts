import { expect, test } from 'vitest';
import { reportDetails } from '#/functions/shared/html/report-details.ts';
import { NOW } from '#/test/core/stage.ts';
import { wakayama as policy } from '#/test/simulation/policy.ts';

const details = (fields: Record<string, string>) =>
  reportDetails({
    policy,
    form: new URLSearchParams(fields),
    wrong: [],
    now: NOW,
    hearers: { standIns: {}, vacant: [] },
  });

test('of what a colleague does the form asks once more whom to pass over; of all else it carries that along unseen', () => {
  const chosen = { concerns: 'section-manager' };
  const hidden = '<input type="hidden" name="concerns" value="section-manager">';
  expect(details({ kind: 'mail-missent', ...chosen })).toContain(hidden);
  const insider = details({ kind: 'insider', ...chosen });
  expect(insider).not.toContain(hidden);
  expect(insider).toMatch(
    /type="radio"[^>]* name="concerns" value="section-manager"[^>]* checked|name="concerns"[^>]*value="section-manager"[^>]*checked/,
  );
});
