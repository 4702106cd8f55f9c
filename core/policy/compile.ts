import * as z from 'zod';
import { canonicalHash } from '#/core/evidence/hash.ts';
import { type Policy, policySchema, profileSchema, statuteSchema } from '#/core/policy/policy.ts';

/** One file of policies/, with its name so that a mistake can be found. */
export interface PolicyFile {
  name: string;
  content: unknown;
}

const parse = <T>(schema: z.ZodType<T>, file: PolicyFile): T => {
  const result = schema.safeParse(file.content);
  if (result.success) return result.data;
  throw new Error(`${file.name}\n${z.prettifyError(result.error)}`);
};

/** Checks the data files and makes the one JSON the functions run on. Its hash stands in every derivation. */
export async function compilePolicy(files: {
  profile: PolicyFile;
  kinds: PolicyFile;
  statutes: readonly PolicyFile[];
}): Promise<Policy> {
  const profile = parse(profileSchema, files.profile);
  const kinds = parse(policySchema.shape.kinds, files.kinds);
  const statutes = files.statutes.map((file) => parse(statuteSchema, file));
  const policy = { hash: await canonicalHash({ profile, kinds, statutes }), profile, kinds, statutes };
  const mistakes = [
    ...mistakesOfProfile(policy).map((mistake) => `${files.profile.name}: ${mistake}`),
    ...twice(kinds.map(({ id }) => id)).map(
      (id) => `${files.kinds.name}: the kind "${id}" stands there twice`,
    ),
    ...files.statutes.flatMap(({ name }, index) =>
      mistakesOfStatute(policy, index).map((it) => `${name}: ${it}`),
    ),
  ];
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  return policy;
}

const twice = (names: readonly (string | number)[]): (string | number)[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

const unlisted = ({ profile }: Policy, posts: readonly (string | undefined)[]): string[] =>
  [...new Set(posts)]
    .filter((post) => post !== undefined && profile.posts[post] === undefined)
    .map((post) => `the post "${post}" is used but not listed under posts`);

/** Posts that the rules themselves speak of. A municipality gives them its own names, not other ids. */
const NEEDED = [
  'contact-unit',
  'section-manager',
  'executive-officer',
  'deputy-executive-officer',
  'chief-officer',
  'deputy-chief-officer',
];

function mistakesOfProfile(policy: Policy): string[] {
  const { profile, kinds } = policy;
  const known = kinds.map(({ id }) => id);
  const calls = profile.escalations.flatMap((escalation) => escalation.calls);
  const strangers = profile.severity
    .flatMap(({ when }) => when.kinds ?? [])
    .filter((kind) => !known.includes(kind));
  return [
    ...NEEDED.filter((post) => profile.posts[post] === undefined).map((post) => `posts lacks "${post}"`),
    ...unlisted(policy, [
      ...calls.flatMap((call) => [call.post, call.deputy]),
      ...profile.raise,
      ...profile.everybody,
      ...Object.values(profile.posts).map((post) => post.actsFor),
    ]),
    ...strangers.map((kind) => `a severity rule names the kind "${kind}", which does not exist`),
    ...twice(profile.escalations.map(({ level }) => level)).map(
      (level) => `level ${level} has two escalations`,
    ),
    ...twice(profile.severity.map(({ id }) => id)).map(
      (id) => `the severity rule "${id}" stands there twice`,
    ),
  ];
}

function mistakesOfStatute(policy: Policy, index: number): string[] {
  const statute = policy.statutes[index];
  if (statute === undefined) return [];
  const { posts, deadline, id } = statute;
  return [
    ...unlisted(policy, [posts.drafts, ...posts.approves, posts.files]),
    ...(deadline.limitDay < deadline.aimDay ? ['deadline.limitDay lies before deadline.aimDay'] : []),
    ...(policy.statutes.findIndex((other) => other.id === id) < index
      ? [`the statute "${id}" stands there twice`]
      : []),
  ];
}
