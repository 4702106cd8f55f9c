import type { DutyView } from '#/core/case/view.ts';
import { useCase } from '#/web/src/case/context.ts';
import { Derivation, More, Questions, Result, Stages } from '#/web/src/case/duty.tsx';
import { dutyName } from '#/web/src/case/duty-groups.ts';
import { TakeUp } from '#/web/src/case/take-up.tsx';

/** A duty for which no work is opened: folded up, with its result beside its name. */
export function ShownDuty({ duty }: { duty: DutyView }) {
  const { view } = useCase();
  return (
    <li className="duty">
      <details className="reading">
        <summary>
          <span>{dutyName(view, duty)}</span>
          <span className="folded">{duty.resultWords}</span>
        </summary>
        <Result duty={duty} />
        <Questions questions={duty.questions} />
        <Stages duty={duty} />
        <More duty={duty} />
        <TakeUp duty={duty} />
      </details>
    </li>
  );
}

/** A rule that was looked at and does not apply, with the reasons. */
export function RuledOutDuty({ duty }: { duty: DutyView }) {
  const { view } = useCase();
  return (
    <li className="duty">
      <h3>{dutyName(view, duty)}</h3>
      <Result duty={duty} />
      <Derivation lines={duty.derivation} />
      <p className="source">{duty.law}</p>
    </li>
  );
}
