import type { DutyView } from '#/core/case/view.ts';
import { useOpen } from '#/web/src/form/use-open.ts';
import { JudgeForm } from '#/web/src/steps/duty.tsx';
import { STEP } from '#/web/src/text/steps.ts';

/** What nobody is asked for: whoever would draft it may take it up, or rule it out. */
export function TakeUp({ duty }: { duty: DutyView }) {
  const id = `take-up-${duty.dutyId}`;
  const [open, setOpen] = useOpen(id);
  if (!duty.may.includes('JudgeDuty')) return null;
  return (
    <>
      <button type="button" className="toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {STEP.judge.send}
      </button>
      {open && <JudgeForm step={{ id, kind: 'judge', mine: false }} asked duty={duty} />}
    </>
  );
}
