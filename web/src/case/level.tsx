import { useCase } from '#/web/src/case/context.ts';
import { Section } from '#/web/src/case/parts.tsx';
import { useOpen } from '#/web/src/form/use-open.ts';
import { SeverityForm, Suggestion } from '#/web/src/steps/severity.tsx';
import { CASE } from '#/web/src/text/ja.ts';
import { STEP } from '#/web/src/text/steps.ts';

const CHANGE = 'change-severity';

/** The level that was decided, beside what is suggested from what is known now. */
export function SeveritySection() {
  const { view, me } = useCase();
  const [open, setOpen] = useOpen(CHANGE);
  if (view.severity === undefined) return null;
  const name = me.levels.find(({ level }) => level === view.severity)?.name ?? '';
  const may = view.may.includes('DecideSeverity') && view.state === 'responding';
  return (
    <Section id="level" title={CASE.level}>
      <p className="level-now">
        <span className="level-mark">{view.severity}</span>
        {name}
      </p>
      {!open && <Suggestion />}
      {may && (
        <button type="button" className="toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {STEP.severity.change}
        </button>
      )}
      {open && (
        <SeverityForm
          step={{ id: CHANGE, kind: 'severity', mine: false }}
          asked={may}
          onDone={() => setOpen(false)}
        />
      )}
    </Section>
  );
}
