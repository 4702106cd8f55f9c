import { learned } from '#/test/core/stage.ts';
import { City } from '#/test/simulation/city.ts';

/** What is known of the list that went to the wrong addresses. */
export const facts = learned();
export const assessment = { incident: true, violation: false, reason: 'あて先の誤り', facts };

export const typesOf = async (city: City, caseId: string) =>
  (await city.cases.timeline(caseId)).map((event) => event.type);

/** A case that the desk has assessed; nobody has decided its severity. */
export async function assessed() {
  const city = await City.open();
  const accepted = await city.report({ section: 'childcare', personalData: 'yes' });
  if (!accepted.ok) throw new Error('not accepted');
  const { caseId } = accepted;
  await city.command('desk-1', { command: 'AssessReport', caseId, ...assessment });
  const decide = (level: number) =>
    city.command('desk-1', { command: 'DecideSeverity', caseId, level, reason: '101人以上' });
  return { city, caseId, decide };
}

/** A case whose severity is decided and for which the officers have just been called. */
export async function called(level = 3) {
  const { decide, ...rest } = await assessed();
  await decide(level);
  return rest;
}
