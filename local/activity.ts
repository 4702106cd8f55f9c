/** Counts what is under way, so that the clock can be advanced step by step. */
export interface Activity {
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way and nothing follows from what just ended. */
  settled(): Promise<void>;
}

export function createActivity(): Activity {
  const underWay = new Set<Promise<unknown>>();
  return {
    track(work) {
      const ended = work.catch(() => undefined).finally(() => underWay.delete(ended));
      underWay.add(ended);
      return work;
    },
    async settled() {
      do {
        await Promise.all(underWay);
        await new Promise((resolve) => setImmediate(resolve));
      } while (underWay.size > 0);
    },
  };
}
