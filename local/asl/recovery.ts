import type { Retrier, State } from '#/local/asl/definition.ts';
import type { Flow } from '#/local/asl/execution.ts';
import type { StateFailure } from '#/local/asl/failure.ts';

/** How many seconds to pause before the next attempt; undefined when there is none left. */
export function retryAfter(state: State, flow: Flow, failure: StateFailure, random: () => number) {
  const retriers = 'Retry' in state ? (state.Retry ?? []) : [];
  const index = retriers.findIndex((retrier) => failure.matches(retrier));
  const retrier = retriers[index];
  const used = flow.retries[index] ?? 0;
  if (!retrier || used >= retrier.MaxAttempts) return undefined;
  flow.retries = retriers.map((_, other) => (flow.retries[other] ?? 0) + (other === index ? 1 : 0));
  return pauseOf(retrier, used) * (retrier.JitterStrategy === 'FULL' ? random() : 1);
}

function pauseOf(retrier: Retrier, used: number): number {
  const pause = retrier.IntervalSeconds * retrier.BackoffRate ** used;
  return Math.min(pause, retrier.MaxDelaySeconds ?? 99_999_999);
}

export function catcherOf(state: State, failure: StateFailure) {
  const catchers = 'Catch' in state ? (state.Catch ?? []) : [];
  const index = catchers.findIndex((catcher) => failure.matches(catcher));
  const catcher = catchers[index];
  return catcher && { catcher, prefix: `Catch[${index}]/` };
}
