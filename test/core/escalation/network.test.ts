import { describe, expect, test } from 'vitest';
import { holders, isAway, type Person, personSchema, postsOf } from '#/core/escalation/network.ts';
import { away, holder, NOW } from '#/test/core/stage.ts';

const acting = (from: string, until?: string): Person =>
  personSchema.parse({
    id: 'one',
    name: '一',
    mail: 'one@city.example',
    telephone: '000',
    posts: [{ post: 'chief-officer', from, ...(until && { until }) }],
  });

describe('R09 who holds a post', () => {
  test('from the first instant on, and no longer at the last', () => {
    const person = acting('2026-11-20T08:23:00.000Z', '2026-11-21T00:00:00.000Z');
    expect(postsOf(person, '2026-11-20T08:22:59.999Z')).toEqual([]);
    expect(postsOf(person, NOW)).toEqual(['chief-officer']);
    expect(postsOf(person, '2026-11-20T23:59:59.999Z')).toEqual(['chief-officer']);
    expect(postsOf(person, '2026-11-21T00:00:00.000Z')).toEqual([]);
  });

  test('is the same to the millisecond, however the operator wrote the instant', () => {
    const person = acting('2026-11-20T08:23:00Z', '2026-11-21T00:00:00Z');
    expect(postsOf(person, NOW)).toEqual(['chief-officer']);
    expect(postsOf(person, '2026-11-21T00:00:00.000Z')).toEqual([]);
  });

  test('in the order of the network, and of one section only where it is asked for', () => {
    const people = [
      holder('b', ['section-manager'], { section: 'tax' }),
      holder('a', ['section-manager', 'chief-officer'], { section: 'childcare' }),
      holder('c', ['chief-officer']),
    ];
    expect(holders(people, 'chief-officer', NOW).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(holders(people, 'section-manager', NOW, 'tax').map(({ id }) => id)).toEqual(['b']);
    expect(holders(people, 'nobody', NOW)).toEqual([]);
  });
});

describe('who is away', () => {
  test('is away for the time entered, and has not lost the post', () => {
    const person = away(holder('one', ['chief-officer']));
    expect(isAway(person, NOW)).toBe(true);
    expect(isAway(person, '2026-11-23T00:00:00.000Z')).toBe(false);
    expect(postsOf(person, NOW)).toEqual(['chief-officer']);
  });
});

describe('a person of the network', () => {
  test('has an id that can stand in a key, a mail address and a name', () => {
    const good = acting(NOW);
    for (const bad of [
      { id: 'A B' },
      { id: 'a'.repeat(41) },
      { mail: 'nothing' },
      { mail: 'a@b.example\r\nBcc: c@d.example' },
      { name: '' },
      { posts: [{ post: 'x', from: 'yesterday' }] },
      { more: 1 },
    ])
      expect(personSchema.safeParse({ ...good, ...bad }).success).toBe(false);
    expect(personSchema.parse(good)).toEqual(good);
  });
});
