import type { QueueLine } from '#/core/case/view.ts';
import { Time } from '#/web/src/case/parts.tsx';
import { WAVE } from '#/web/src/text/wave.ts';

/** How many reports stand under this line. */
export function WaveNote({ line: { followed, wave } }: { line: QueueLine }) {
  return (
    <>
      {wave && wave.members > 0 && <strong>{WAVE.members(wave.members)}</strong>}
      {followed && (
        <strong>
          {wave ? WAVE.joiningNow(followed.count) : WAVE.followed(followed.count)}（{WAVE.latest}{' '}
          <Time at={followed.latest} short />）{followed.alike && `　${WAVE.why}：${followed.alike}`}
        </strong>
      )}
    </>
  );
}
