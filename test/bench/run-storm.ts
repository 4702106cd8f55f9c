import { Town } from '#/test/acceptance/town.ts';
import { storm } from '#/test/bench/storm.ts';

const reports = Number(process.argv[2] ?? 1000);
const town = await Town.open();
const start = performance.now();
const { members, open, grave, ...result } = await storm(town, {
  reports,
  minutes: 10,
  atOnce: 4,
  graveEvery: 100,
});
const seconds = Math.round((performance.now() - start) / 1000);
console.log(
  JSON.stringify(
    { ...result, members: members.length, open: open.length, grave: grave.length, seconds },
    null,
    2,
  ),
);
await town.close();
