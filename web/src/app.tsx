import { type ReactNode, useEffect, useState } from 'react';
import { readMe } from '#/web/src/api.ts';
import { CasePage } from '#/web/src/case/case-page.tsx';
import { QueuePage } from '#/web/src/desk/queue-page.tsx';
import { ReportPage } from '#/web/src/desk/report-page.tsx';
import { Trouble } from '#/web/src/desk/trouble.tsx';
import { routeOf } from '#/web/src/path.ts';
import { usePolled } from '#/web/src/polling.ts';
import { go, Link, usePath } from '#/web/src/route.tsx';
import { accessToken, finishSignIn, hasSignedOut, isReturning, signIn, signOut } from '#/web/src/sign-in.ts';
import { APP } from '#/web/src/text/ja.ts';

function Frame({
  municipality,
  who,
  children,
}: {
  municipality?: string;
  who?: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <a className="skip" href="#main">
        {APP.skip}
      </a>
      <header className="top">
        <div className="top-inner desk-top">
          <Link to="/desk" className="brand">
            {APP.product}
          </Link>
          <span className="brand-of">
            {municipality} {APP.desk}
          </span>
          {who}
        </div>
      </header>
      <main id="main" className="page desk" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

function Door({ words }: { words: string }) {
  return (
    <Frame>
      <h1>{APP.signInTitle}</h1>
      <p className="lead">{words}</p>
      <button type="button" className="button button-large" onClick={() => void signIn()}>
        {APP.signIn}
      </button>
    </Frame>
  );
}

function Desk() {
  const { value: me, problem } = usePolled(readMe);
  const route = routeOf(usePath());
  if (me === undefined) {
    return (
      <Frame>
        <Trouble problem={problem} stale={false} />
        {problem === undefined && <p>{APP.loading}</p>}
      </Frame>
    );
  }
  const posts = me.posts.map(({ name }) => name).join('、');
  const who = (
    <div className="who">
      <span>{APP.person(me.person.name, posts)}</span>
      <button type="button" className="plain-button" onClick={() => void signOut()}>
        {APP.signOut}
      </button>
    </div>
  );
  return (
    <Frame municipality={me.municipality} who={who}>
      {route.page === 'queue' && <QueuePage me={me} />}
      {route.page === 'report' && <ReportPage me={me} />}
      {route.page === 'case' && <CasePage key={route.caseId} caseId={route.caseId} me={me} />}
      {route.page === 'unknown' && <p className="lead">{APP.notFound}</p>}
    </Frame>
  );
}

type Stage = 'signing-in' | 'signed-in' | 'failed' | 'signed-out';

async function enter(): Promise<Stage> {
  try {
    if (isReturning()) {
      const returnTo = await finishSignIn();
      if (returnTo === undefined) return 'failed';
      go(returnTo, true);
      return 'signed-in';
    }
    if (accessToken() !== null) return 'signed-in';
    if (hasSignedOut()) return 'signed-out';
    await signIn();
    return 'signing-in';
  } catch {
    return 'failed';
  }
}

// A code from the sign-in page is good for one exchange only, however often the screen is drawn.
const entering = enter();

export function App() {
  const [stage, setStage] = useState<Stage>('signing-in');
  useEffect(() => {
    void entering.then(setStage);
  }, []);
  if (stage === 'signed-in') return <Desk />;
  if (stage === 'failed') return <Door words={APP.signInFailed} />;
  if (stage === 'signed-out') return <Door words={APP.signedOut} />;
  return (
    <Frame>
      <p>{APP.loading}</p>
    </Frame>
  );
}
