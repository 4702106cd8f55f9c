import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Problem } from '#/web/src/api.ts';

const INTERVAL = 15_000;
const TICK = 10_000;
/** The machines act within seconds of a person; whoever acted wants to see it. */
const AFTERWARDS = [1_000, 3_000, 7_000];

export interface Polled<T> {
  value: T | undefined;
  problem: Problem | undefined;
  reload: () => Promise<void>;
  /** Reads some more times in the next seconds. */
  follow: () => void;
}

/** Reads again every 15 seconds while somebody looks. What was read last stays when a reading fails. */
export function usePolled<T>(load: () => Promise<Answer<T>>): Polled<T> {
  const [state, setState] = useState<Omit<Polled<T>, 'reload' | 'follow'>>({
    value: undefined,
    problem: undefined,
  });
  const latest = useRef(0);
  const coming = useRef<ReturnType<typeof setTimeout>[]>([]);

  const reload = useCallback(async () => {
    latest.current += 1;
    const mine = latest.current;
    const answer = await load();
    // An answer that was overtaken by a later one would show an older case.
    if (mine !== latest.current) return;
    setState(({ value }) =>
      answer.ok ? { value: answer.value, problem: undefined } : { value, problem: answer.problem },
    );
  }, [load]);

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void reload();
    };
    void reload();
    const timer = setInterval(look, INTERVAL);
    document.addEventListener('visibilitychange', look);
    return () => {
      latest.current += 1;
      coming.current.forEach(clearTimeout);
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [reload]);

  const follow = () => {
    coming.current.forEach(clearTimeout);
    coming.current = AFTERWARDS.map((wait) => setTimeout(() => void reload(), wait));
  };

  return { ...state, reload, follow };
}

/** The server's time, carried on between readings: the clock of a telephone may be wrong. */
export function useNow(serverNow: string): number {
  const [passed, setPassed] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new reading starts the count anew
  useEffect(() => {
    const read = performance.now();
    setPassed(0);
    const timer = setInterval(() => setPassed(performance.now() - read), TICK);
    return () => clearInterval(timer);
  }, [serverNow]);
  return Date.parse(serverNow) + passed;
}
