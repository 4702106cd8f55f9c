import * as z from 'zod';
import { type Carrier, carry } from '#/core/case/carry.ts';
import { say } from '#/core/case/decision.ts';
import { downloadName } from '#/core/case/files.ts';
import { mayRead } from '#/core/case/rights.ts';
import { Fault } from '#/core/fault.ts';
import type { Objects } from '#/core/ports.ts';

export const input = z.object({ personId: z.string(), caseId: z.string(), evidenceId: z.string() });

/** Gives a link to one piece of evidence. That it was taken out stands on the timeline before the link exists. */
export async function handOutEvidence(
  ports: Carrier & { objects: Objects },
  { personId, caseId, evidenceId }: z.infer<typeof input>,
): Promise<{ url: string }> {
  const { subject } = await carry(ports, { caseId, actor: `person:${personId}` }, (before, world) => {
    const person = world.people.find((candidate) => candidate.id === personId);
    if (person === undefined || !mayRead(person, before, world)) throw new Fault('CaseNotFound');
    if (!Object.hasOwn(before.evidence, evidenceId)) throw new Fault('EvidenceNotFound');
    return say({ type: 'evidence-read', body: { evidenceId } });
  });
  const item = subject.evidence[evidenceId];
  if (item === undefined) throw new Fault('EvidenceNotFound');
  return { url: await ports.objects.handOut(item, downloadName(caseId, item)) };
}
