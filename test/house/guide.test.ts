import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { overlayFile, readPolicy } from '#/cli/policy-files.ts';
import { personSchema } from '#/core/escalation/network.ts';
import { NEEDED } from '#/core/policy/mistakes.ts';

const page = readFileSync(new URL('../../docs/guides/new-municipality.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text);
const [first = '', second = '', overlay = ''] = blocks('yaml');

const folder = mkdtempSync(join(tmpdir(), 'hikeshi-guide-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test('whoever follows the guide has a municipality after the first step, and a better one after each', async () => {
  const start = await readPolicy(written('midorikawa.yaml', first));
  expect(start.profile.municipality).toBe('緑川市');
  const whole = await readPolicy(written('midorikawa.yaml', `${first}\n${second}`));
  expect(whole.profile.posts['chief-officer']).toMatchObject({
    holder: '副市長',
    source: { basis: 'policy' },
  });
  expect(whole.profile.posts['privacy-officer']?.source.basis).toBe('default');
}, 60_000);

test('its overlay lies over that, and its people hold every post that is needed', async () => {
  const path = written('midorikawa.yaml', `${first}\n${second}`);
  const beside = join(folder, 'hikeshi-private');
  mkdirSync(beside);
  writeFileSync(join(beside, 'midorikawa.yaml'), overlay);
  const { profile } = await readPolicy(path, overlayFile(beside, path));
  expect(profile.contactUnit.telephone).toBe('000-0000-1234');
  expect(profile.limits.assess[4]).toBe(20);
  expect(profile.limits.close.source.basis).toBe('default');
  const people = z.array(personSchema).parse(JSON.parse(blocks('json')[0] ?? ''));
  const held = people.flatMap(({ posts }) => posts.map(({ post }) => post));
  expect(held).toEqual(expect.arrayContaining(NEEDED));
  expect(held.filter((post) => profile.posts[post] === undefined)).toEqual([]);
  const sections = ['', ...profile.sections.map(({ id }) => id)];
  expect(people.filter(({ section }) => !sections.includes(section))).toEqual([]);
}, 60_000);
