import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compilePolicy, type PolicyFile } from '#/core/policy/compile.ts';
import { kindOf, policySchema, postName } from '#/core/policy/policy.ts';
import { demoPeople, wakayama } from '#/test/simulation/policy.ts';

const read = (name: string): PolicyFile & { content: never } => ({
  name,
  content: JSON.parse(readFileSync(new URL(`../../../policies/${name}`, import.meta.url), 'utf8')) as never,
});
type Json = Record<string, unknown>;
const profile = read('wakayama.json');
const kinds = read('kinds.json');
const statute = read('statutes/ppc-preliminary.json');
const compile = (change: { profile?: Json; kinds?: unknown[]; statute?: Json } = {}) =>
  compilePolicy({
    profile: { ...profile, content: { ...(profile.content as Json), ...change.profile } },
    kinds: { ...kinds, content: change.kinds ?? kinds.content },
    statutes: [{ ...statute, content: { ...(statute.content as Json), ...change.statute } }],
  });
const posts = (statute.content as Json).posts as Json;

describe('R31 the policy that ships', () => {
  test('compiles, and stands in one JSON that reads back as itself', async () => {
    const policy = await compile();
    expect(policy).toEqual(wakayama);
    expect(policySchema.parse(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  });

  test('has the hash of its content: any change of a value changes it, the order of keys does not', async () => {
    const { hash } = await compile();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await compile({ profile: { prefecture: '大阪府' } })).hash).not.toBe(hash);
    const turned = Object.fromEntries(Object.entries(profile.content as Json).reverse());
    const again = await compilePolicy({
      profile: { ...profile, content: turned },
      kinds,
      statutes: [statute],
    });
    expect(again.hash).toBe(hash);
  });

  test('has a level, a limit and a name for every level, and words and steps for every kind', () => {
    for (const level of [0, 1, 2, 3, 4]) expect(wakayama.profile.levels[level]?.name).toBeTruthy();
    for (const kind of wakayama.kinds) expect(kind.steps.length).toBeGreaterThan(0);
  });

  test('names every kind that a severity rule speaks of', () => {
    const known = wakayama.kinds.map(({ id }) => id);
    for (const { when } of wakayama.profile.severity)
      expect(known).toEqual(expect.arrayContaining(when.kinds ?? []));
  });

  test('R09 the demo people hold posts and head sections that the profile has', () => {
    for (const person of demoPeople) {
      for (const { post } of person.posts) expect(wakayama.profile.posts[post], post).toBeDefined();
      if (person.section) expect(wakayama.profile.sections.map(({ id }) => id)).toContain(person.section);
    }
  });

  test('says of every value whether it is the rule of the city or a default of the product', () => {
    const { severity, escalations, posts, levels, limits } = wakayama.profile;
    for (const value of [...severity, ...escalations, ...Object.values(posts), ...Object.values(levels)])
      expect(['policy', 'law', 'default']).toContain(value.source.basis);
    for (const { source } of [...Object.values(limits), ...wakayama.kinds]) expect(source.at).not.toBe('');
  });
});

describe('a mistake in a data file', () => {
  test('is named with the file and the place', async () => {
    await expect(compile({ profile: { prefecture: 5 } })).rejects.toThrow(/wakayama\.json[\s\S]*prefecture/);
    await expect(compile({ kinds: [{ id: 'x' }] })).rejects.toThrow(/kinds\.json[\s\S]*provisionalLevel/);
    await expect(compile({ statute: { law: null } })).rejects.toThrow(/ppc-preliminary\.json[\s\S]*law/);
  });

  test('a key nobody knows is a mistake, so that a misspelt one is not ignored', async () => {
    await expect(compile({ profile: { escalation: [] } })).rejects.toThrow('escalation');
    await expect(compile({ statute: { validUntill: '2027-01-01' } })).rejects.toThrow('validUntill');
  });

  test('a post that is used but not listed is named with the file it is used in', async () => {
    await expect(compile({ profile: { raise: ['nobody'] } })).rejects.toThrow(/wakayama\.json.*nobody/s);
    await expect(compile({ statute: { posts: { ...posts, drafts: 'nobody' } } })).rejects.toThrow(
      /ppc-preliminary\.json.*nobody/s,
    );
  });

  test('a severity rule about a kind that does not exist is a mistake', async () => {
    const severity = [{ ...wakayama.profile.severity[0], when: { kinds: ['ransomwear'] } }];
    await expect(compile({ profile: { severity } })).rejects.toThrow('ransomwear');
  });

  test('a time to answer of nothing, or a limit before the aim, is a mistake', async () => {
    const steps = (statute.content as Json).stepMinutes as Json;
    const deadline = (statute.content as Json).deadline as Json;
    await expect(compile({ statute: { stepMinutes: { ...steps, draft: 0 } } })).rejects.toThrow('draft');
    await expect(compile({ statute: { deadline: { ...deadline, limitDay: 2 } } })).rejects.toThrow();
    await expect(compile({ statute: { validFrom: '1 April 2023' } })).rejects.toThrow('validFrom');
  });

  test('two kinds, statutes or levels under one name are a mistake', async () => {
    const [first] = kinds.content as Json[];
    await expect(compile({ kinds: [first, first] })).rejects.toThrow();
    const { escalations } = wakayama.profile;
    await expect(compile({ profile: { escalations: [...escalations, escalations[0]] } })).rejects.toThrow();
  });
});

test('a kind nobody knows is treated as the last of the list, which is the unknown one', () => {
  expect(kindOf(wakayama, 'no-such-kind').id).toBe('other');
  expect(kindOf(wakayama, 'malware').number).toBe('K08');
  expect(postName(wakayama, 'no-such-post')).toBe('no-such-post');
});
