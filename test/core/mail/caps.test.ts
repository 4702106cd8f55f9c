import { expect, test } from 'vitest';
import { maySendReceipt } from '#/core/mail/caps.ts';
import { reported } from '#/test/core/stage.ts';
import { Hall } from '#/test/functions/hall.ts';

const ALL_IN_AN_HOUR = 1500;

const { subject } = await reported();
const receipt = (hall: Hall, reporterMail: string) =>
  maySendReceipt(hall.ports, { ...subject, reporterMail });

test('one address that writes without end uses up nobody else’s receipts', async () => {
  const hall = await Hall.open();
  let sent = 0;
  for (let number = 0; number <= ALL_IN_AN_HOUR; number += 1)
    if (await receipt(hall, 'loop@city.example')) sent += 1;
  expect(sent).toBe(5);
  expect(await receipt(hall, 'tanaka@city.example')).toBe(true);
  expect(hall.alarms).toEqual([]);
});

test('what the hour held back does not count for the day', async () => {
  const hall = await Hall.open();
  for (let number = 0; number < 100; number += 1) await receipt(hall, 'loop@city.example');
  hall.pass(60);
  expect(await receipt(hall, 'loop@city.example')).toBe(true);
});

test('when all together are too many, one alarm tells a person', async () => {
  const hall = await Hall.open();
  let sent = 0;
  for (let number = 0; number < ALL_IN_AN_HOUR + 5; number += 1)
    if (await receipt(hall, `staff-${number}@city.example`)) sent += 1;
  expect(sent).toBe(ALL_IN_AN_HOUR);
  expect(hall.alarms).toEqual(['MailFolded']);
});
