import { is, type TimelineEvent } from '#/core/case/events.ts';
import { type FactKey, type FactSheet, firstKnownAt, knownAt } from '#/core/case/facts.ts';
import type { FactsView } from '#/core/case/view.ts';
import type { Policy } from '#/core/policy/policy.ts';
import { factLabel, factWords } from '#/core/text/facts.ts';
import type { Instant } from '#/core/time.ts';

/** What is known now, of the whole and of each body, and since when. */
export function factsView(
  sheet: FactSheet,
  timeline: readonly TimelineEvent[],
  { profile }: Policy,
  now: Instant,
): FactsView {
  const judged = timeline.findLast((event) => is(event, 'report-assessed'));
  const named = (id: string) => ({ id, name: profile.bodies.find((body) => body.id === id)?.name ?? id });
  const ofItsOwn = [...new Set(sheet.known.flatMap(({ body }) => body ?? []))];
  return {
    firstKnownAt: firstKnownAt(sheet),
    ...(judged && { judgedAt: judged.recordedAt }),
    bodies: sheet.bodies ? sheet.bodies.map(named) : null,
    values: knownAt(sheet, now),
    ofBody: ofItsOwn.map((body) => ({
      body: named(body),
      firstKnownAt: firstKnownAt(sheet, body),
      values: knownAt(sheet, now, body),
    })),
    history: sheet.known.map(({ at, body, ...facts }) => ({
      at,
      ...(body && { body: named(body).name }),
      words: Object.entries(facts).map(
        ([key, value]) => `${factLabel(key as FactKey)}：${factWords(key as FactKey, value)}`,
      ),
    })),
  };
}
