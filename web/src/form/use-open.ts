import { useState } from 'react';
import { useCase } from '#/web/src/case/context.ts';
import { readDraft } from '#/web/src/form/draft.ts';

/** Whether a form that is opened by a button is open: at first, if something unsent waits in it. */
export function useOpen(form: string) {
  const { caseId } = useCase().view;
  return useState(() => readDraft(sessionStorage, caseId, form) !== undefined);
}
