import type { WaveView } from '#/core/case/view-wave.ts';
import { useCase } from '#/web/src/case/context.ts';
import { Fact, Time } from '#/web/src/case/parts.tsx';
import { CaseLink, Hidden, WaveList } from '#/web/src/case/wave-list.tsx';
import { Check } from '#/web/src/form/check.ts';
import { chosenIn } from '#/web/src/form/chosen.ts';
import { Boxes, TextArea } from '#/web/src/form/fields.tsx';
import { Form } from '#/web/src/form/form.tsx';
import { useOpen } from '#/web/src/form/use-open.ts';
import { WAVE } from '#/web/src/text/wave.ts';

const JOIN = 'join';
const SPLIT = 'split';

function Other({ to, alike, apart = '' }: { to: string; alike: string; apart?: string }) {
  return (
    <dl>
      <Fact name={<CaseLink caseId={to} />}>
        {alike && `${WAVE.why}：${alike}`}
        {apart && `　${WAVE.but}：${apart}`}
      </Fact>
    </dl>
  );
}

function SplitForm({ onDone }: { onDone: () => void }) {
  const { now } = useCase();
  return (
    <Form
      name={SPLIT}
      asked
      initial={{ reason: '' }}
      buttons={[{ name: 'send', label: WAVE.split, words: WAVE.splitWords }]}
      onDone={onDone}
      make={(values) => {
        const check = new Check(values, now);
        const reason = check.text('reason', 2000, WAVE.splitReason);
        return check.ok
          ? { act: { command: 'SplitCase', reason }, done: WAVE.splitDone }
          : { errors: check.errors };
      }}
    >
      <TextArea name="reason" label={WAVE.splitReason} />
    </Form>
  );
}

function JoinForm({ apart, onDone }: { apart: WaveView['apart']; onDone: () => void }) {
  return (
    <Form
      name={JOIN}
      asked
      initial={{ members: '' }}
      buttons={[{ name: 'send', label: WAVE.send, words: WAVE.sendWords }]}
      onDone={onDone}
      make={({ members = '' }) => ({
        act: { command: 'JoinCases', members: chosenIn(members), rule: true },
        done: WAVE.done,
      })}
    >
      {apart.length > 0 && (
        <Boxes
          alone={[]}
          name="members"
          label={WAVE.apart}
          hint={WAVE.apartHint}
          choices={apart.map((each) => ({
            value: each.caseId,
            label: [`${each.caseId}　${each.kindName}`, each.alike, each.apart].filter(Boolean).join('。'),
          }))}
        />
      )}
    </Form>
  );
}

function Master({ members, rule, byName, since }: NonNullable<WaveView['master']>) {
  return (
    <>
      <p>
        {members > 0 && <strong>{WAVE.members(members)}　</strong>}
        {WAVE.master(byName)}（<Time at={since} short />）
      </p>
      {rule && <p>{WAVE.rule}</p>}
      {members > 0 && <WaveList which="members" count={members} />}
    </>
  );
}

/** What a case has to do with others, and the way to join them or to part them again. */
export function Wave() {
  const { view } = useCase();
  const { wave, may } = view;
  const [joining, setJoining] = useOpen(JOIN);
  const [splitting, setSplitting] = useOpen(SPLIT);
  if (wave === undefined) return null;
  const { joined, like, master, plain, apart, hidden } = wave;
  const proposed = plain + apart.length > 0;
  if (!(joined || like || master || proposed || hidden)) return null;
  return (
    <section className="panel" id="wave" aria-labelledby="wave-title">
      <h2 id="wave-title">{WAVE.title}</h2>
      {joined && (
        <>
          <p>{WAVE.joined}</p>
          <Other {...joined} />
        </>
      )}
      {like && (
        <>
          <p>{WAVE.like}</p>
          <Other {...like} />
        </>
      )}
      {master && <Master {...master} />}
      {plain > 0 && (
        <>
          <p>{master ? WAVE.joining(plain) : WAVE.plain(plain)}</p>
          <WaveList which="plain" count={plain} />
        </>
      )}
      <Hidden count={hidden} />
      {proposed && may.includes('JoinCases') && (
        <button type="button" className="toggle" aria-expanded={joining} onClick={() => setJoining(!joining)}>
          {WAVE.open}
        </button>
      )}
      {joining && proposed && <JoinForm apart={apart} onDone={() => setJoining(false)} />}
      {joined && may.includes('SplitCase') && (
        <button
          type="button"
          className="toggle"
          aria-expanded={splitting}
          onClick={() => setSplitting(!splitting)}
        >
          {WAVE.split}
        </button>
      )}
      {joined && splitting && <SplitForm onDone={() => setSplitting(false)} />}
    </section>
  );
}
