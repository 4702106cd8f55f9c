import { type ReactNode, useState } from 'react';
import type { CaseView, MeView, TaskView } from '#/core/case/view.ts';
import { ASK_WORDS } from '#/core/text/words.ts';
import { useCase } from '#/web/src/case/context.ts';
import { dutyName, isSupplement } from '#/web/src/case/duty-groups.ts';
import { Due } from '#/web/src/case/parts.tsx';
import { type Step, type StepKind, stepsOf, waitingFor } from '#/web/src/case/steps.ts';
import { formsWithDraft } from '#/web/src/form/draft.ts';
import { AssessForm } from '#/web/src/steps/assess.tsx';
import { AcknowledgeForm, CallList, ChargeForm } from '#/web/src/steps/called.tsx';
import { CloseForm } from '#/web/src/steps/close.tsx';
import { ApproveForm, DraftForm, FilingForm, JudgeForm } from '#/web/src/steps/duty.tsx';
import { ConfirmForm, SettleForm } from '#/web/src/steps/settle.tsx';
import { SeverityForm } from '#/web/src/steps/severity.tsx';
import { NEXT } from '#/web/src/text/ja.ts';
import { STEP } from '#/web/src/text/steps.ts';

const FORMS = {
  acknowledge: AcknowledgeForm,
  charge: ChargeForm,
  call: CallList,
  confirm: ConfirmForm,
  settle: SettleForm,
  assess: AssessForm,
  severity: SeverityForm,
  close: CloseForm,
};
const DUTY_FORMS = { judge: JudgeForm, draft: DraftForm, approve: ApproveForm, file: FilingForm };

const titleOf = (view: CaseView, { kind, duty }: Step): string => {
  const { title } = kind === 'judge' && duty && isSupplement(duty) ? STEP.judge.again : STEP[kind];
  return typeof title === 'string' ? title : title(duty ? dutyName(view, duty) : '');
};

function StepForm({ step, asked }: { step: Step; asked: boolean }) {
  if (step.kind in FORMS) {
    const Known = FORMS[step.kind as keyof typeof FORMS];
    return <Known step={step} asked={asked} />;
  }
  const ForDuty = DUTY_FORMS[step.kind as keyof typeof DUTY_FORMS];
  return step.duty ? <ForDuty step={step} asked={asked} duty={step.duty} /> : null;
}

function StepCard({
  step,
  first,
  alone = false,
  children,
}: {
  step: Step;
  first: boolean;
  alone?: boolean;
  children: ReactNode;
}) {
  const { view, now } = useCase();
  // Whoever is typing here must not have it closed when something more urgent comes in.
  const [open, setOpen] = useState(first);
  // What nobody has opened is not drawn: it would ask the server for what nobody reads.
  const [drawn, setDrawn] = useState(first);
  const toggle = () => {
    setOpen(!open);
    setDrawn(true);
  };
  const id = `step-${step.id}`;
  return (
    <section className="step" aria-labelledby={id}>
      <div className="step-head">
        <h3 id={id}>{titleOf(view, step)}</h3>
        {step.task && step.kind !== 'close' && (
          <Due due={step.task.due} now={now} byDefault={step.task.dueDefault} />
        )}
        {!(alone && open) && (
          <button
            type="button"
            className="toggle"
            aria-expanded={open}
            aria-describedby={id}
            onClick={toggle}
          >
            {open ? NEXT.close : NEXT.open}
          </button>
        )}
      </div>
      <div className="step-body" hidden={!open}>
        {drawn && children}
      </div>
    </section>
  );
}

/** Which duty a task is about. */
const dutyOf = (view: CaseView, { dutyId }: TaskView): string => {
  const duty = view.duties.find((candidate) => candidate.dutyId === dutyId);
  return duty ? dutyName(view, duty) : '';
};

/** Forms that hold something unsent although nobody asks for them any more. */
function leftOver(
  caseId: string,
  steps: readonly Step[],
  duties: readonly NonNullable<Step['duty']>[],
): Step[] {
  const known: Step[] = [
    ...(Object.keys(FORMS) as StepKind[]).map((kind) => ({ id: kind, kind, mine: true })),
    ...duties.flatMap((duty) =>
      (Object.keys(DUTY_FORMS) as StepKind[]).map((kind) => ({
        id: `${kind}-${duty.dutyId}`,
        kind,
        mine: true,
        duty,
      })),
    ),
  ];
  const unsent = formsWithDraft(sessionStorage, caseId);
  return known.filter(({ id }) => unsent.includes(id) && !steps.some((step) => step.id === id));
}

/** What somebody reads who is asked nothing. */
function idleWords(view: CaseView, me: MeView): string {
  if (view.state === 'closed') return NEXT.closed;
  return view.charge?.id === me.person.id ? NEXT.inCharge : NEXT.nothing;
}

export function NextSteps() {
  const { view, me, now } = useCase();
  const steps = stepsOf(view, me);
  const mine = steps.filter((step) => step.mine);
  const others = steps.filter((step) => !step.mine);
  const left = leftOver(view.caseId, steps, view.duties);
  const waiting = waitingFor(view, steps);
  const nothing = mine.length === 0;
  // One list, so that a form keeps its place and its text when it stops being asked.
  const cards = [...mine, ...left];
  return (
    <section className="next" id="next" aria-labelledby="next-title">
      <h2 id="next-title" tabIndex={-1}>
        {NEXT.title}
      </h2>
      {nothing && <p className="lead">{idleWords(view, me)}</p>}
      {cards.map((step, index) => (
        <StepCard
          key={step.id}
          step={step}
          first={index === 0 || left.includes(step)}
          alone={cards.length === 1}
        >
          <StepForm step={step} asked={!left.includes(step)} />
        </StepCard>
      ))}
      {waiting.length > 0 && (
        <div className="waiting">
          <h3>{NEXT.waiting}</h3>
          <ul>
            {waiting.map((task) => (
              <li key={task.taskId}>
                <span>
                  {ASK_WORDS[task.ask]}（{task.personName ?? task.postName}）
                  <span className="source">{dutyOf(view, task)}</span>
                </span>
                <Due due={task.due} now={now} byDefault={task.dueDefault} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {others.length > 0 && (
        <div className="others">
          <h3>{NEXT.others}</h3>
          {others.map((step) => (
            <StepCard key={step.id} step={step} first={false}>
              <StepForm step={step} asked />
            </StepCard>
          ))}
        </div>
      )}
    </section>
  );
}
