import type { DutyView } from '#/core/case/view.ts';
import { useCase } from '#/web/src/case/context.ts';
import { Derivation, Duty } from '#/web/src/case/duty.tsx';
import { dutyName, groupDuties } from '#/web/src/case/duty-groups.ts';
import { Section } from '#/web/src/case/parts.tsx';
import { DUTY } from '#/web/src/text/ja.ts';

function RuledOut({ duties }: { duties: readonly DutyView[] }) {
  const { view } = useCase();
  return (
    <details className="reading ruled-out">
      <summary>{DUTY.ruledOut(duties.length)}</summary>
      <ul className="list">
        {duties.map((duty) => (
          <li key={duty.dutyId} className="duty">
            <h3>{dutyName(view, duty)}</h3>
            <p className="duty-result">
              <span className="mark mark-none">{duty.resultWords}</span>
            </p>
            <Derivation lines={duty.derivation} />
            <p className="source">{duty.law}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Duties() {
  const { view } = useCase();
  const { groups, ruledOut } = groupDuties(view.duties);
  return (
    <Section id="duties" title={DUTY.title}>
      {view.duties.length === 0 && <p>{DUTY.empty}</p>}
      {groups.map(({ group, duties }) => (
        <div key={group} className="duty-group">
          <h3>{DUTY.groups[group]}</h3>
          <ul className="list">
            {duties.map((duty) => (
              <Duty key={duty.dutyId} duty={duty} />
            ))}
          </ul>
        </div>
      ))}
      {ruledOut.length > 0 && <RuledOut duties={ruledOut} />}
    </Section>
  );
}
