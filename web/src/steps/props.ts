import type { Step } from '#/web/src/case/steps.ts';

export interface StepProps {
  step: Step;
  /** False where somebody else has done it meanwhile and only what was typed is left. */
  asked: boolean;
}
