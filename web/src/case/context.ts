import { createContext, useContext } from 'react';
import type { Command } from '#/core/case/commands.ts';
import type { CaseView, MeView } from '#/core/case/view.ts';
import type { Problem } from '#/web/src/api.ts';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A command without what the form itself adds. */
export type Act = Without<Command, 'caseId' | 'commandId'>;

export interface CaseDesk {
  view: CaseView;
  me: MeView;
  now: number;
  /** Sends a command; gives what went wrong, or nothing once it is recorded. */
  carry: (act: Act, commandId: string, done: string) => Promise<Problem | undefined>;
  announce: (words: string) => void;
  /** Shows the page anew after something unsent was thrown away. */
  redraw: () => void;
}

export const CaseContext = createContext<CaseDesk | undefined>(undefined);

export function useCase(): CaseDesk {
  const desk = useContext(CaseContext);
  if (desk === undefined) throw new Error('no case');
  return desk;
}
