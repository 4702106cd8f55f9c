import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { QueueView } from '#/core/case/view.ts';
import { WINDOW_MINUTES } from '#/core/report/probe.ts';
import { createIam } from '#/local/iam/iam.ts';
import { readTemplate } from '#/local/template/template.ts';
import { Operator } from '#/test/acceptance/operator.ts';
import { assemblyWithout } from '#/test/acceptance/template-without.ts';
import { CDK_OUT, Town } from '#/test/acceptance/town.ts';
import { sendTo } from '#/test/local/smtp-client.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function openTown(cdkOut?: string): Promise<Town> {
  const town = await Town.open(cdkOut);
  closing.push(() => town.close());
  await town.running.invoke('enrol-people', { people: demoPeople });
  return town;
}

/** What the schedule does once in a window, until all that follows is over. */
const round = (town: Town) => town.minutes(WINDOW_MINUTES);
const rang = async (town: Town) => (await town.alarms()).match(/(Form|Mail)DoorClosed|MailLeft/g) ?? [];
const queue = (town: Town) => town.ask<QueueView>('desk-1', 'queue');
const mailPage = async (town: Town, to = '') =>
  (await fetch(`${town.running.toolsUrl}/mail?to=${encodeURIComponent(to)}`)).text();

test('both doors are tried by the schedule, and nobody sees it', async () => {
  const town = await openTown();
  for (let count = 0; count < 3; count += 1) await round(town);
  const { address = '' } = town.running.mailDoor;
  expect((await town.letters(address)).length).toBeGreaterThanOrEqual(3);
  expect(await rang(town)).toEqual([]);
  expect(await queue(town)).toMatchObject({ open: [], mine: [], closed: [] });
  expect(await town.running.invoke('probe-doors', { schedule: 'window' })).toEqual({ closed: [] });
  expect(await mailPage(town)).not.toContain('自動点検');
  expect(await mailPage(town, address)).toContain('自動点検');
  expect((await town.letters('')).filter(({ subject }) => !subject.includes('自動点検'))).toEqual([]);
  expect(town.refused).toEqual([]);
});

test('with the mail of the city switched off its door is called closed, the form is not', async () => {
  const town = await openTown();
  await round(town);
  await town.mailIs('down');
  await round(town);
  expect(new Set(await rang(town))).toEqual(new Set(['MailDoorClosed']));
});

test('a mail of which the function was never told is found, and is exactly one case', async () => {
  const grants = createIam(
    readTemplate(CDK_OUT),
    () => undefined,
    () => {},
  ).grants();
  const told = grants.find(
    ({ holder, action }) => holder === 'ses.amazonaws.com' && action === 'lambda:InvokeFunction',
  );
  if (told === undefined) throw new Error('SES tells nobody');
  const folder = mkdtempSync(join(tmpdir(), 'hikeshi-untold-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  assemblyWithout(told, grants, folder);
  const town = await openTown(folder);
  const operator = new Operator(town.running);
  const message = {
    from: 'taro@city.example',
    to: town.running.mailDoor.address,
    subject: '紛失',
    text: '端末',
  };
  await expect(sendTo(town.running.mailDoor.port, message)).rejects.toThrow('451');
  expect([await operator.inbox(), (await queue(town)).open]).toMatchObject([[expect.any(String)], []]);
  await town.minutes(3);
  const { open } = await queue(town);
  expect([open.length, await operator.inbox()]).toEqual([1, []]);
  expect((await town.view('desk-1', open[0]?.caseId ?? '')).mail?.verdicts).toMatchObject({ dmarc: 'PASS' });
  await town.minutes(5);
  expect((await queue(town)).open).toHaveLength(1);
  expect(await rang(town)).toEqual([]);
});
