import { useCase } from '#/web/src/case/context.ts';
import { Duty } from '#/web/src/case/duty.tsx';
import { groupDuties } from '#/web/src/case/duty-groups.ts';
import { DutyTable } from '#/web/src/case/duty-table.tsx';
import { countsWhole } from '#/web/src/case/open-facts.ts';
import { RuledOutDuty, ShownDuty } from '#/web/src/case/other-duties.tsx';
import { Section } from '#/web/src/case/parts.tsx';
import { TakeUp } from '#/web/src/case/take-up.tsx';
import { SHEET } from '#/web/src/text/facts.ts';
import { DUTY } from '#/web/src/text/ja.ts';

export function Duties() {
  const { view } = useCase();
  const { groups, ruledOut } = groupDuties(view.duties);
  return (
    <Section id="duties" title={DUTY.title}>
      {view.duties.length === 0 && <p>{DUTY.empty}</p>}
      <DutyTable />
      {(view.facts?.bodies?.length ?? 0) > 1 && countsWhole(view.facts) && (
        <p className="hint">{SHEET.bodies.counted}</p>
      )}
      {groups.map(({ group, duties }) => {
        return (
          <div key={group} className="duty-group">
            <h3>{DUTY.groups[group]}</h3>
            <ul className="list">
              {duties.map((duty) =>
                group === 'shown' ? (
                  <ShownDuty key={duty.dutyId} duty={duty} />
                ) : (
                  <Duty key={duty.dutyId} duty={duty}>
                    {duty.state === 'filed' && <TakeUp duty={duty} />}
                  </Duty>
                ),
              )}
            </ul>
          </div>
        );
      })}
      {ruledOut.length > 0 && (
        <details className="reading duty-group">
          <summary>{DUTY.ruledOut(ruledOut.length)}</summary>
          <ul className="list">
            {ruledOut.map((duty) => (
              <RuledOutDuty key={duty.dutyId} duty={duty} />
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}
