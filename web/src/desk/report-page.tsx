import { useEffect, useRef, useState } from 'react';
import type { FormView, MeView } from '#/core/case/view.ts';
import type { Receipt } from '#/core/report/receipt.ts';
import { readForm, sendReport } from '#/web/src/api.ts';
import { Fact, Telephone, Time } from '#/web/src/case/parts.tsx';
import { readReport } from '#/web/src/desk/read-report.ts';
import { ReportFields } from '#/web/src/desk/report-fields.tsx';
import { listedFiles, ReportFiles } from '#/web/src/desk/report-files.tsx';
import { Trouble } from '#/web/src/desk/trouble.tsx';
import { SendForm } from '#/web/src/form/form.tsx';
import { useNow, usePolled } from '#/web/src/polling.ts';
import { Link } from '#/web/src/route.tsx';
import { APP, REPORT } from '#/web/src/text/ja.ts';
import { TYPED } from '#/web/src/text/report.ts';

const { receipt: WORDS } = TYPED;

type Mode = keyof typeof WORDS.words;

/** What the desk says to whoever called. The steps are the section's: a resident has no use for them. */
function Tell({ receipt: { caseId, receiptCode, contactUnit } }: { receipt: Receipt }) {
  return (
    <>
      <h2>{WORDS.tell}</h2>
      <ul className="plain">
        <li>{WORDS.tellNumber(caseId)}</li>
        <li>{WORDS.tellNext}</li>
        <li>{WORDS.tellCall(contactUnit.name, contactUnit.telephone)}</li>
        <li>{WORDS.tellCode(receiptCode)}</li>
      </ul>
    </>
  );
}

interface Typed {
  receipt: Receipt;
  mode: Mode;
}

function ReceiptSlip({ receipt, mode, me, again }: Typed & { me: MeView; again: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const { caseId, receiptCode, acceptedAt, kind, steps, never, acts, contactUnit, next } = receipt;
  return (
    <div className="receipt typed-report">
      <h1 ref={title} tabIndex={-1}>
        {WORDS.title}
      </h1>
      <p className="lead">{WORDS.words[mode]}</p>
      <dl className="slip">
        <div className="slip-number">
          <dt>{WORDS.number}</dt>
          <dd className="number">{caseId}</dd>
        </div>
        <div className="slip-number">
          <dt>{WORDS.code}</dt>
          <dd className="number">{receiptCode}</dd>
        </div>
        <Fact name={WORDS.acceptedAt}>
          <Time at={acceptedAt} />
        </Fact>
        <Fact name={REPORT.kind}>{kind.name}</Fact>
      </dl>
      <p className="hint">{WORDS.codeHint}</p>
      {mode === 'behalf' && <Tell receipt={receipt} />}
      <h2>{mode === 'own' ? WORDS.steps : WORDS.stepsOfSection}</h2>
      {mode === 'behalf' && <p className="hint">{WORDS.stepsOfSectionHint}</p>}
      <ol className="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <h2>{WORDS.never}</h2>
      <ul className="never">
        {never.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      {acts.length > 0 && <h2>{WORDS.acts}</h2>}
      <ul className="plain">
        {acts.map((act) => (
          <li key={act}>{act}</li>
        ))}
      </ul>
      {mode === 'own' && <h2>{WORDS.next}</h2>}
      {mode === 'own' && (
        <ul className="plain">
          {next.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      )}
      <p className="call">
        <strong>{contactUnit.name}</strong>
        <Telephone number={contactUnit.telephone} />
      </p>
      <div className="buttons">
        {me.seesQueue && (
          <Link to={`/desk/cases/${caseId}`} className="button">
            {WORDS.open}
          </Link>
        )}
        <button type="button" className="button button-second" onClick={again}>
          {WORDS.another}
        </button>
      </div>
    </div>
  );
}

const modeOf = (typed = ''): Mode => (typed === 'behalf' || typed === 'slip' ? typed : 'own');

/** One draft for everybody at this screen: a report is typed in one go. */
const SCOPE = 'report';

function ReportForm({ form, me, sent }: { form: FormView; me: MeView; sent: (typed: Typed) => void }) {
  const now = useNow(form.now);
  const files = useRef<HTMLDivElement>(null);
  return (
    <SendForm
      scope={SCOPE}
      name="report"
      asked
      initial={{ mode: 'own', reporter: '' }}
      buttons={[{ name: 'send', label: TYPED.send, words: TYPED.sendWords }]}
      make={(values) => {
        const read = readReport({ ...values, files: listedFiles(files.current) }, form, now);
        if ('errors' in read) return read;
        return {
          send: async (key) => {
            const answer = await sendReport(read.report, key);
            if (!answer.ok) return answer.problem;
            sent({ receipt: answer.value, mode: modeOf(values.mode) });
            return undefined;
          },
        };
      }}
    >
      <ReportFields form={form} me={me} files={<ReportFiles slot={files} />} />
    </SendForm>
  );
}

export function ReportPage({ me }: { me: MeView }) {
  const { value: form, problem } = usePolled(readForm);
  const [typed, setTyped] = useState<Typed>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${TYPED.title}｜${APP.product}`;
    heading.current?.focus();
  }, []);
  if (typed) {
    const again = () => {
      setTyped(undefined);
      scrollTo(0, 0);
    };
    return <ReceiptSlip {...typed} me={me} again={again} />;
  }
  return (
    <div className="typed-report">
      <p>
        <Link to="/desk" className="back">
          {APP.back}
        </Link>
      </p>
      <h1 ref={heading} tabIndex={-1}>
        {TYPED.title}
      </h1>
      <p className="lead">{TYPED.lead}</p>
      <Trouble problem={problem} stale={form !== undefined} />
      {form === undefined && problem === undefined && <p>{APP.loading}</p>}
      {form && <ReportForm form={form} me={me} sent={setTyped} />}
    </div>
  );
}
