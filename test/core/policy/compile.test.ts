import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compilePolicy, type PolicyFiles } from '#/core/policy/compile.ts';
import { kindOf, policySchema, postName } from '#/core/policy/policy.ts';
import { profileSchema } from '#/core/policy/profile.ts';
import { LEVELS } from '#/core/policy/source.ts';
import { demoPeople, wakayama } from '#/test/simulation/policy.ts';

type Json = Record<string, unknown>;

const read = (name: string): { name: string; content: Json } => ({
  name,
  content: parse(readFileSync(new URL(`../../../policies/${name}`, import.meta.url), 'utf8')),
});
const defaults = read('common/defaults.yaml');
const profile = read('wakayama.yaml');
const kinds = read('common/kinds.yaml');
const calendar = read('common/calendar.yaml');
const statute = read('statutes/ppc-report.yaml');

const planOf = ({ plan }: Json) => profileSchema.shape.plan.partial().parse(plan);

interface Change {
  defaults?: Json;
  profile?: Json;
  overlay?: Json;
  kinds?: Json;
  statute?: Json;
  calendar?: Json;
}
const files = (change: Change = {}): PolicyFiles => ({
  defaults: { ...defaults, content: { ...defaults.content, ...change.defaults } },
  profile: { ...profile, content: { ...profile.content, ...change.profile } },
  kinds: { ...kinds, content: { ...kinds.content, ...change.kinds } },
  statutes: [{ ...statute, content: { ...statute.content, ...change.statute } }],
  calendar: { ...calendar, content: { ...calendar.content, ...change.calendar } },
  ...(change.overlay && { overlay: { name: 'overlay.yaml', content: change.overlay } }),
});
const compile = async (change?: Change) => {
  const compiled = await compilePolicy(files(change));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.mistakes));
  return compiled.policy;
};
/** Each mistake as `file path code about`. */
const mistakes = async (change: Change) => {
  const compiled = await compilePolicy(files(change));
  return compiled.ok
    ? []
    : compiled.mistakes.map(
        ({ file, path, code, about }) => `${file} ${path.map(String).join('.')} ${code} ${about}`,
      );
};

describe('R31 the compiled policy', () => {
  test('is what its own schema says, so that it can be read again', () => {
    expect(policySchema.parse(JSON.parse(JSON.stringify(wakayama)))).toEqual(wakayama);
  });

  test('has the hash of its content: any change of a value changes it, the order of keys does not', async () => {
    const { hash } = await compile();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await compile({ profile: { municipality: '別の市' } })).hash).not.toBe(hash);
    const turned = Object.fromEntries(Object.entries(profile.content).reverse());
    const again = await compilePolicy({ ...files(), profile: { ...profile, content: turned } });
    expect(again.ok && again.policy.hash).toBe(hash);
  });

  test('has a name for every level, and words and steps for every kind', () => {
    for (const level of LEVELS) expect(wakayama.profile.levels[level].name).toBeTruthy();
    for (const kind of wakayama.kinds) expect(kind.steps.length).toBeGreaterThan(0);
  });

  test('R09 the demo people hold posts and head sections that the profile has', () => {
    for (const person of demoPeople) {
      for (const { post } of person.posts) expect(wakayama.profile.posts[post], post).toBeDefined();
      if (person.section) expect(wakayama.profile.sections.map(({ id }) => id)).toContain(person.section);
    }
  });
});

describe('R33 what a municipality leaves out', () => {
  test('stands as a default of the product, marked as one with its reason', async () => {
    const { publication: _left, ...rest } = profile.content;
    const compiled = await compilePolicy({ ...files(), profile: { ...profile, content: rest } });
    const { source } = (compiled.ok && compiled.policy.profile.publication.approves) || { source: undefined };
    expect(source).toMatchObject({ basis: 'default' });
    expect(source?.why).toBeTruthy();
  });

  test('of the posts is filled up one by one, and what it says replaces the whole entry', async () => {
    const chief = { name: '総責任者', source: { basis: 'policy', at: '第1条' } };
    const { posts } = (await compile({ profile: { posts: { 'chief-officer': chief } } })).profile;
    expect(posts['chief-officer']).toEqual({
      ...chief,
      roles: [],
      source: { ...chief.source, confirm: false },
    });
    expect(posts['contact-unit']?.source.basis).toBe('default');
  });

  test.each(['sakai', 'ishioka', 'tama', 'tokorozawa-council'])(
    'of the plan is said again behind its own clauses, word for word: %s',
    (name) => {
      const standing = planOf(defaults.content);
      const own = planOf(read(`${name}.yaml`).content);
      for (const part of ['measures', 'prevention'] as const) {
        expect(own[part]?.some(({ source }) => source.basis === 'policy')).toBe(true);
        expect(
          own[part]?.filter(({ source }) => source.basis === 'default').map(({ words }) => words),
        ).toEqual(standing[part]?.map(({ words }) => words));
      }
    },
  );

  test('the overlay lies over both, and a mistake in it is told of the overlay', async () => {
    const contactUnit = { name: '窓口', telephone: '000-0000-0000', source: { basis: 'policy', at: '内規' } };
    expect((await compile({ overlay: { contactUnit } })).profile.contactUnit.telephone).toBe('000-0000-0000');
    expect(await mistakes({ overlay: { contactUnit: { ...contactUnit, telephone: 5 } } })).toEqual([
      'overlay.yaml contactUnit.telephone type string',
    ]);
  });
});

describe('R03 a municipality', () => {
  const [first] = wakayama.kinds;
  const source = { basis: 'policy', at: '第2条' };

  test('rewords, adds and removes kinds, and the unknown one stays last', async () => {
    const own = { ...first, id: 'own-kind', number: 'K27', source };
    const changes = { reword: { malware: { name: '感染', source } }, add: [own], remove: ['advisory'] };
    const { kinds: all } = await compile({ profile: { kinds: changes } });
    const ids = all.map(({ id }) => id);
    expect(kindOf({ ...wakayama, kinds: all }, 'malware')).toMatchObject({
      name: '感染',
      number: 'K08',
      // What it did not reword stays the product's, and is not passed off as its own.
      source: { basis: 'default' },
      rewordedBy: source,
    });
    const whole = { steps: ['切る'], never: ['消す'], acts: [{ who: '課長' }], source };
    const own2 = await compile({ profile: { kinds: { reword: { malware: whole } } } });
    expect(kindOf(own2, 'malware')).toMatchObject({ steps: ['切る'], source });
    expect(ids).not.toContain('advisory');
    expect(ids.slice(-2)).toEqual(['own-kind', 'other']);
  });
});

describe('a mistake in a data file', () => {
  test('is named with the file, the place and what is wrong', async () => {
    expect(await mistakes({ profile: { municipality: 5 } })).toEqual([
      'wakayama.yaml municipality type string',
    ]);
    expect(await mistakes({ statute: { law: undefined } })).toEqual([
      'statutes/ppc-report.yaml law missing law',
    ]);
    expect(await mistakes({ kinds: { kinds: [] } })).toEqual(['common/kinds.yaml kinds empty kinds']);
    expect(await mistakes({ defaults: { office: 'always' } })).toEqual([
      'common/defaults.yaml office type object',
    ]);
  });

  test('a key nobody knows is a mistake, so that a misspelt one is not ignored', async () => {
    expect(await mistakes({ profile: { escalation: [] } })).toEqual([
      'wakayama.yaml escalation unknown-key escalation',
    ]);
    expect(await mistakes({ statute: { validUntill: '2027-01-01' } })).toEqual([
      'statutes/ppc-report.yaml validUntill unknown-key validUntill',
    ]);
  });

  test('a post that is used but not listed is named with the place it is used in', async () => {
    expect(await mistakes({ profile: { raise: ['nobody'] } })).toEqual([
      'wakayama.yaml raise.0 no-post nobody',
    ]);
    const posts = { ...(statute.content.posts as Json), drafts: 'nobody' };
    expect(await mistakes({ statute: { posts } })).toEqual([
      'statutes/ppc-report.yaml posts.drafts no-post nobody',
    ]);
  });

  test('a rule about a kind or an answer that does not exist is a mistake', async () => {
    const [rule] = wakayama.profile.severity;
    const severity = (when: unknown) => ({ profile: { severity: [{ ...rule, when }] } });
    expect(await mistakes(severity({ kinds: ['ransomwear'] }))).toEqual([
      'wakayama.yaml severity.0.when no-kind ransomwear',
    ]);
    expect(await mistakes(severity({ fact: 'leak', is: ['maybe'] }))).toEqual([
      expect.stringContaining('wakayama.yaml severity.0.when'),
    ]);
  });

  test('a limit before the aim, or a longer term for an item that is not there, is a mistake', async () => {
    const [first, final] = statute.content.stages as [Json, Json];
    const deadline = { ...(first.deadline as Json), limitDay: 2 };
    expect(await mistakes({ statute: { stages: [{ ...first, deadline }] } })).toEqual([
      'statutes/ppc-report.yaml stages.0.deadline.limitDay order aimDay',
    ]);
    const longer = { ...((final.deadline as Json).longer as Json), item: '9号' };
    const stages = [{ ...final, deadline: { ...(final.deadline as Json), longer } }];
    expect(await mistakes({ statute: { stages } })).toEqual([
      'statutes/ppc-report.yaml stages.0.deadline.longer.item no-item 9号',
    ]);
  });

  test('a holiday outside the years of its table is a mistake', async () => {
    expect(await mistakes({ calendar: { lastYear: 2026 } })).not.toEqual([]);
  });

  test('two kinds, rules or levels under one name are a mistake', async () => {
    const [kind] = wakayama.kinds;
    expect(await mistakes({ kinds: { kinds: [kind, kind] } })).toContain(
      `common/kinds.yaml kinds twice ${kind?.id}`,
    );
    const { escalations } = wakayama.profile;
    expect(await mistakes({ profile: { escalations: [...escalations, escalations[0]] } })).toEqual([
      `wakayama.yaml escalations twice ${escalations[0]?.level}`,
    ]);
  });
});

test('a kind nobody knows is treated as the last of the list, which is the unknown one', () => {
  expect(kindOf(wakayama, 'no-such-kind').id).toBe('other');
  expect(kindOf(wakayama, 'malware').number).toBe('K08');
  expect(postName(wakayama, 'no-such-post')).toBe('no-such-post');
});
