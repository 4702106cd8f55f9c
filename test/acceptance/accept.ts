import { expect } from 'vitest';
import { answering } from '#/test/acceptance/answering.ts';
import { attaching, filing, filingSignedIn } from '#/test/acceptance/files.ts';
import { losses, strayExecutions } from '#/test/acceptance/losses.ts';
import { mailing } from '#/test/acceptance/mailing.ts';
import { Operator } from '#/test/acceptance/operator.ts';
import { reportAgain } from '#/test/acceptance/reporting.ts';
import { settling } from '#/test/acceptance/settling.ts';
import { silence } from '#/test/acceptance/silence.ts';
import type { Town } from '#/test/acceptance/town.ts';
import { watching } from '#/test/acceptance/watching.ts';
import { waves } from '#/test/acceptance/waves.ts';
import { wholeCase } from '#/test/acceptance/whole-case.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

/** Walks the whole product and throws on the first thing that is wrong. */
export async function accept(town: Town): Promise<void> {
  const operator = new Operator(town.running);
  const enrolled = { enrolled: demoPeople.length };
  expect(await town.running.invoke('enrol-people', { people: demoPeople })).toEqual(enrolled);
  await reportAgain(town);
  await settling(town);
  await mailing(town, operator);
  await watching(town);
  await waves(town);
  await attaching(town);
  await filing(town);
  await filingSignedIn(town);
  await wholeCase(town);
  await losses(town, operator);
  await strayExecutions(operator);
  await silence(town, operator);
  await answering(town);
  expect(town.refused, 'nothing was refused').toEqual([]);
}
