import { expect, test } from 'vitest';
import { City } from '#/test/simulation/city.ts';
import { typesOf } from '#/test/simulation/days.ts';
import { PowerCut } from '#/test/simulation/power.ts';

const FILE = '1'.repeat(32);
const LISTED = { reportId: 'a'.repeat(32), file: `${FILE} 5 画面.png` };
const proof = new TextEncoder().encode('proof');

const filesOf = async (city: City, caseId: string) =>
  Object.values((await city.cases.load(caseId))?.evidence ?? {}).filter(({ what }) => what === 'report-file');

async function reported(city: City): Promise<string> {
  const accepted = await city.report(LISTED);
  if (!accepted.ok) throw new Error(`refused: ${accepted.wrong}`);
  return accepted.caseId;
}

test('the machine keeps the files of a report when it has told everybody', async () => {
  const city = await City.open();
  city.uploads.waiting.set(FILE, proof);
  const caseId = await reported(city);
  expect(await filesOf(city, caseId)).toMatchObject([{ name: '画面.png' }]);
  const types = await typesOf(city, caseId);
  expect(types.lastIndexOf('evidence-preserved')).toBeGreaterThan(types.indexOf('notice-sent'));
});

test('it goes on where files cannot be kept, and the schedule keeps them once they can', async () => {
  const city = await City.open();
  city.broken.add('KeepFiles');
  city.uploads.waiting.set(FILE, proof);
  const caseId = await reported(city);
  await city.pass(90);
  expect(await filesOf(city, caseId)).toEqual([]);
  expect(await typesOf(city, caseId)).not.toContain('workflow-failed');
  expect(await city.cases.load(caseId)).toMatchObject({ run: 1 });
  expect(city.warnings).toContain('KeepFiles failed');
  city.broken.clear();
  await city.pass(1);
  expect(await filesOf(city, caseId)).toHaveLength(1);
});

test('a file that comes after its report is kept within two minutes, by the schedule alone', async () => {
  const city = await City.open();
  const caseId = await reported(city);
  await city.pass(5);
  city.uploads.waiting.set(FILE, proof);
  await city.pass(2);
  expect(await filesOf(city, caseId)).toHaveLength(1);
  expect(city.uploads.waiting.size).toBe(0);
});

test('wherever the power goes, a file is one piece of evidence in the end', async () => {
  const whole = await City.open();
  whole.uploads.waiting.set(FILE, proof);
  await reported(whole);
  for (const [index, write] of whole.power.writes.entries()) {
    const city = await City.open();
    const where = `after write ${index + 1}, ${write}`;
    city.uploads.waiting.set(FILE, proof);
    city.cutPowerAfter(index + 1);
    await reported(city).catch((error: unknown) => {
      if (!(error instanceof PowerCut)) throw error;
    });
    await city.restart();
    const caseId = await reported(city);
    await city.pass(5);
    expect(await filesOf(city, caseId), where).toHaveLength(1);
    expect(await city.cases.errands(caseId), where).toEqual([]);
  }
  expect(whole.power.writes).toEqual(expect.arrayContaining(['objects.preserve', 'uploads.remove']));
});
