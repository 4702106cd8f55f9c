import type { Problem } from '#/web/src/api.ts';
import { signIn } from '#/web/src/sign-in.ts';
import { APP } from '#/web/src/text/ja.ts';

/** Says why what is shown may be old, and what to do. Never leaves the page by itself: somebody may be typing. */
export function Trouble({ problem, stale }: { problem: Problem | undefined; stale: boolean }) {
  if (problem === undefined) return null;
  if (problem.why === 'signed-out') {
    return (
      <div className="summary" role="alert">
        <p>{APP.expired}</p>
        <button type="button" className="button" onClick={() => void signIn()}>
          {APP.signInAgain}
        </button>
      </div>
    );
  }
  const words = problem.why === 'refused' ? problem.message : stale ? APP.stale : APP.unreachable;
  return (
    <div className="summary" role="alert">
      <p>{words}</p>
    </div>
  );
}
