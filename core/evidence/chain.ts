import type { EventHeader, Happening, TimelineEvent } from '#/core/case/events.ts';
import { canonical, sha256, toHex } from '#/core/evidence/hash.ts';
import { type Instant, latest } from '#/core/time.ts';

const LEAF = Uint8Array.of(0);

export const bodyHash = async (salt: string, body: unknown): Promise<string> =>
  toHex(await sha256(salt, canonical(body)));

export const eventHash = async (header: EventHeader): Promise<string> =>
  toHex(await sha256(LEAF, canonical(header)));

/** Binds one happening to the end of a chain. */
export async function seal(
  happening: Happening,
  end: { caseId: string; seq: number; headHash: string; recordedAt: Instant },
  by: { actor: string; now: Instant; salt: string },
): Promise<TimelineEvent & { body: Happening['body'] }> {
  // A clock set back must not let the timeline run backwards.
  const recordedAt = latest(by.now, end.recordedAt);
  const header: EventHeader = {
    caseId: end.caseId,
    seq: end.seq + 1,
    type: happening.type,
    occurredAt: happening.occurredAt ?? recordedAt,
    recordedAt,
    actor: by.actor,
    actingFor: happening.actingFor ?? '',
    bodyHash: await bodyHash(by.salt, happening.body),
    prevHash: end.headHash,
  };
  return { ...header, hash: await eventHash(header), salt: by.salt, body: happening.body };
}
