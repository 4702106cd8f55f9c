import { useCase } from '#/web/src/case/context.ts';
import { stateWords, summaryOf } from '#/web/src/case/duty-groups.ts';
import { Confirm, Default } from '#/web/src/case/parts.tsx';
import { DUTY } from '#/web/src/text/ja.ts';
import { toJapanLocal } from '#/web/src/time.ts';

const { table } = DUTY;

/** What an executive reads first: what is owed outside, by whom, until when, and how far it is. */
export function DutyTable() {
  const { view, now } = useCase();
  const rows = summaryOf(view.duties, toJapanLocal(now).slice(0, 10));
  if (rows.length === 0) return null;
  return (
    <table className="owed">
      <caption>{table.title}</caption>
      <thead>
        <tr>
          <th scope="col">{table.what}</th>
          <th scope="col">{table.who}</th>
          <th scope="col">{table.result}</th>
          <th scope="col">{table.when}</th>
          <th scope="col">{table.state}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ duty, deadlines }) => (
          <tr key={duty.dutyId}>
            <th scope="row">
              <a href={`#duty-${duty.dutyId}`}>{duty.name}</a>
            </th>
            <td>{duty.bodyName}</td>
            <td>{duty.resultWords}</td>
            <td>
              {deadlines.map(({ words, moved, late, stage }) => (
                <span key={words} className="own-line">
                  {words}
                  {stage?.isDefault && <Default />}
                  {stage?.confirm && <Confirm />}
                  {moved && <span className="source">{moved}</span>}
                  {late && <strong className="late own-line">{table.late}</strong>}
                </span>
              ))}
            </td>
            <td>{stateWords(duty)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
