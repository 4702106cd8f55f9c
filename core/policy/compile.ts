import * as z from 'zod';
import { canonicalHash } from '#/core/evidence/hash.ts';
import { type Policy, policySchema, profileSchema } from '#/core/policy/policy.ts';

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
  const statutes = files.statutes.map((file) => parse(policySchema.shape.statutes.element, file));
  for (const problem of unknownPosts({ hash: '', profile, kinds, statutes })) throw new Error(problem);
  return { hash: await canonicalHash({ profile, kinds, statutes }), profile, kinds, statutes };
}

function unknownPosts({ profile, statutes }: Policy): string[] {
  const named = [
    ...profile.escalations.flatMap((escalation) =>
      escalation.calls.flatMap((call) => [call.post, call.deputy]),
    ),
    ...statutes.flatMap((statute) => [statute.posts.drafts, ...statute.posts.approves, statute.posts.files]),
    ...profile.raise,
    ...profile.everybody,
    ...Object.values(profile.posts).map((post) => post.actsFor),
  ];
  return [...new Set(named)]
    .filter((post) => post !== undefined && profile.posts[post] === undefined)
    .map((post) => `${profile.id}: the post "${post}" is used but not listed under posts`);
}
