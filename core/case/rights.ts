import type { Case } from '#/core/case/case.ts';
import type { CommandName } from '#/core/case/commands.ts';
import type { World } from '#/core/case/decision.ts';
import { type Person, postsOf } from '#/core/escalation/network.ts';
import { statuteOf } from '#/core/policy/policy.ts';
import type { Role } from '#/core/policy/profile.ts';

/** The posts of a municipality whose holders work at the desk, lead, or answer for personal information. */
const withRole = ({ policy }: World, ...roles: Role[]): string[] =>
  Object.entries(policy.profile.posts)
    .filter(([, post]) => post.roles.some((role) => roles.includes(role)))
    .map(([id]) => id);

/** Which posts may give which command; the posts of a duty come from its statute. */
function postsFor(command: CommandName, world: World, dutyId: string | undefined): string[] {
  const statute = statuteOf(world.policy, dutyId);
  switch (command) {
    case 'AssessReport':
    case 'CloseCase':
      return withRole(world, 'desk');
    case 'RecordFacts':
      return withRole(world, 'desk', 'privacy');
    case 'DecideSeverity':
    case 'AcknowledgeByTelephone':
      return withRole(world, 'desk', 'lead');
    // Whoever was called may answer, whatever the post; `decide` asks whether they were.
    case 'Acknowledge':
      return Object.keys(world.policy.profile.posts);
    case 'TakeCharge':
      return [...withRole(world, 'lead'), ...world.policy.profile.everybody];
    case 'JudgeDuty':
    case 'WriteDraft':
      return statute ? [statute.posts.drafts] : [];
    case 'ReturnDraft':
    case 'ApproveDraft':
      return statute ? statute.posts.approves : [];
    case 'RecordFiling':
      return statute ? [statute.posts.files] : [];
  }
}

/** The post in whose right a person gives a command: read from the posts held now, at each call. A deputy acts for the holder. */
export function hatFor(
  person: Person,
  command: CommandName,
  world: World,
  dutyId?: string,
): string | undefined {
  const held = postsOf(person, world.now);
  const allowed = postsFor(command, world, dutyId);
  const { posts } = world.policy.profile;
  return (
    allowed.find((post) => held.includes(post)) ??
    held.find((post) => allowed.includes(posts[post]?.actsFor ?? ''))
  );
}

/** Need to know: the desk, the leaders, the head of the section, whoever was called, and for a duty the posts of its statute. */
export function mayRead(person: Person, subject: Case, world: World): boolean {
  const held = postsOf(person, world.now);
  if (held.some((post) => [...withRole(world, 'desk', 'lead'), ...dutyPosts(subject, world)].includes(post)))
    return true;
  if (held.includes('section-manager') && subject.section !== '' && person.section === subject.section)
    return true;
  return Object.values(subject.tasks).some((task) => task.person === person.id && held.includes(task.post));
}

function dutyPosts(subject: Case, { policy }: World): string[] {
  const due = Object.values(subject.duties).filter(({ finding }) => finding.result !== 'none');
  return policy.statutes
    .filter(({ id }) => due.some(({ finding }) => finding.statute === id))
    .flatMap(({ posts }) => [posts.drafts, ...posts.approves, posts.files]);
}

export const maySeeQueue = (person: Person, world: World): boolean =>
  postsOf(person, world.now).some((post) => withRole(world, 'desk', 'lead').includes(post));
