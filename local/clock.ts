import type { Data } from '#/local/data.ts';

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since 1970 on the driven clock. */
  now(): number;
  /** Milliseconds the driven clock is ahead of the wall; shared with the workers. */
  readonly offset: Float64Array<SharedArrayBuffer>;
  /** A lazy timer never makes an advance of the clock stop; it fires when the clock stops for another or ends. */
  at(time: number, fire: () => void | Promise<void>, lazy?: boolean): Timer;
  advance(milliseconds: number): Promise<void>;
  stop(): void;
}

interface Entry {
  time: number;
  lazy: boolean;
  fire: () => void | Promise<void>;
}

const LONGEST_SLEEP = 60_000;

/**
 * `settle` resolves when nothing is under way any more, so that an advance fires what falls due in order;
 * `failed` hears of what went wrong in something that fell due, which keeps nothing else from it.
 */
export function createClock(data: Data, settle: () => Promise<void>, failed: (error: Error) => void): Clock {
  const offset = new Float64Array(new SharedArrayBuffer(8));
  offset[0] = Number(data.setting('clock.offset') ?? 0);
  const entries = new Set<Entry>();
  let sleeping: NodeJS.Timeout | undefined;
  let advancing: Promise<void> = Promise.resolve();
  let busy = false;
  let stopped = false;

  const now = () => Math.floor(Date.now() + (offset[0] ?? 0));
  const earliest = (lazyToo: boolean) =>
    [...entries].filter((entry) => lazyToo || !entry.lazy).sort((a, b) => a.time - b.time)[0];

  async function fireDue(): Promise<void> {
    const due = [...entries].filter((entry) => entry.time <= now()).sort((a, b) => a.time - b.time);
    for (const entry of due) {
      if (!entries.delete(entry)) continue;
      await Promise.try(entry.fire).catch(failed);
    }
  }

  function sleep(): void {
    clearTimeout(sleeping);
    const next = earliest(true);
    if (stopped || busy || next === undefined) return;
    const wait = Math.min(Math.max(next.time - now(), 0), LONGEST_SLEEP);
    sleeping = setTimeout(() => void fireDue().then(sleep), wait);
  }

  function jumpTo(time: number): void {
    const wanted = (offset[0] ?? 0) + Math.max(time - now(), 0);
    data.setSetting('clock.offset', String(wanted));
    offset[0] = wanted;
  }

  async function advanceNow(milliseconds: number): Promise<void> {
    const target = now() + milliseconds;
    busy = true;
    clearTimeout(sleeping);
    try {
      await settle();
      for (let next = earliest(false); next && next.time <= target && !stopped; next = earliest(false)) {
        jumpTo(next.time);
        await fireDue();
        await settle();
      }
      jumpTo(target);
      await fireDue();
      await settle();
    } finally {
      busy = false;
      sleep();
    }
  }

  return {
    now,
    offset,
    at(time, fire, lazy = false) {
      const entry = { time, fire, lazy };
      entries.add(entry);
      sleep();
      return { cancel: () => void entries.delete(entry) };
    },
    advance(milliseconds) {
      const advanced = advancing.then(() => advanceNow(milliseconds));
      advancing = advanced.catch(failed);
      return advanced;
    },
    stop() {
      stopped = true;
      clearTimeout(sleeping);
    },
  };
}
