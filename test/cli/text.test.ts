import { expect, test } from 'vitest';
import { flagsOf } from '#/cli/flags.ts';
import { text } from '#/cli/text.ts';
import { demoPeople, wakayama } from '#/test/simulation/policy.ts';

const widest = (screen: string) =>
  Math.max(
    ...screen
      .split('\n')
      .map((line) => [...line].reduce((sum, character) => sum + (character.charCodeAt(0) > 0xff ? 2 : 1), 0)),
  );

test('a flag that is wrong is named, with how it is done', () => {
  const flags = (args: string[]) => () => flagsOf(args, { port: { type: 'string' } }, '例です。');
  expect(flags(['--prt', '1'])).toThrow(/^「--prt」：例です。$/);
  expect(flags(['--port'])).toThrow(/^「--port」：例です。$/);
  expect(flags(['19400'])).toThrow(/^「19400」：例です。$/);
  expect(flags(['--port', '1'])()).toEqual({ port: '1' });
});

test('what a start and the help say fits into a terminal', () => {
  const people = demoPeople.map(({ id, name, posts }) => ({
    id,
    name,
    posts: posts.map(({ post }) => wakayama.profile.posts[post]?.name ?? post),
  }));
  const mailDoor = { port: 12525, address: 'incident@hikeshi.city.example' };
  const tools = 'http://127.0.0.1:18081';
  const at = { product: 'http://127.0.0.1:18080', tools, mailDoor, data: '.hikeshi' };
  expect(widest(text.ready({ ...at, flags: '', again: '', people, took: '10.5 秒' }))).toBeLessThanOrEqual(
    80,
  );
  expect(widest(text.help)).toBeLessThanOrEqual(80);
});
