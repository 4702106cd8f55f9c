import { type Case, type DutyState, sectionsOf } from '#/core/case/case.ts';
import type { CommandName } from '#/core/case/commands.ts';
import { isConcerned, type World } from '#/core/case/decision.ts';
import { type Person, postsOf } from '#/core/escalation/network.ts';
import { statuteOf } from '#/core/policy/policy.ts';
import type { Role } from '#/core/policy/profile.ts';
import type { Statute } from '#/core/policy/statute.ts';

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
    case 'WriteToReporter':
    case 'ReadFromReporter':
    case 'ProposeSettlement':
    case 'JoinCases':
    case 'SplitCase':
    case 'CloseCase':
      return withRole(world, 'desk');
    case 'RecordFacts':
      return withRole(world, 'desk', 'privacy');
    case 'NameReaders':
    case 'ConfirmSettlement':
    case 'ReturnSettlement':
    case 'DecideSeverity':
    case 'AcknowledgeByTelephone':
      return withRole(world, 'desk', 'lead');
    // Whoever was called may answer, whatever the post; `decide` asks whether they were.
    case 'Acknowledge':
      return Object.keys(world.policy.profile.posts);
    case 'TakeCharge':
      return [...withRole(world, 'lead'), ...world.policy.profile.everybody];
    case 'JudgeDuty':
      return statute ? judgesOf(statute, world) : [];
    case 'WriteDraft':
      return statute ? [statute.posts.drafts] : [];
    case 'ReturnDraft':
    case 'ApproveDraft':
      return statute ? statute.posts.approves : [];
    case 'RecordFiling':
      return statute ? [statute.posts.files] : [];
  }
}

/** Whoever a question names, and whoever drafts. What nobody is asked for, the desk may take up too. */
const judgesOf = ({ posts, scope, triggers, exemptions, followed }: Statute, world: World): string[] => [
  posts.drafts,
  ...[scope, ...triggers, ...exemptions].flatMap(({ question }) => question?.of ?? []),
  ...(followed === 'always' ? [] : withRole(world, 'desk')),
];

/** The posts held that count in this case: the head of a section is nobody in another section's, and nobody judges themselves. */
const postsIn = (subject: Case, person: Person, world: World): string[] =>
  isConcerned(subject, person, world.now)
    ? []
    : postsOf(person, world.now).filter(
        (post) =>
          post !== 'section-manager' ||
          (person.section !== '' && sectionsOf(subject).includes(person.section)),
      );

/** The post in whose right a person gives a command: read from the posts held now, at each call. A deputy acts for the holder. */
export function hatFor(
  person: Person,
  command: CommandName,
  { subject, world, dutyId }: { subject: Case; world: World; dutyId?: string | undefined },
): string | undefined {
  const held = postsIn(subject, person, world);
  const allowed = postsFor(command, world, dutyId);
  const { posts } = world.policy.profile;
  return (
    allowed.find((post) => held.includes(post)) ??
    held.find((post) => allowed.includes(posts[post]?.actsFor ?? ''))
  );
}

/** Need to know: the desk, the leaders, the head of the section, whoever was called, and whoever works on a duty. */
export function mayRead(person: Person, subject: Case, world: World): boolean {
  const held = postsIn(subject, person, world);
  if (subject.readers !== undefined) return mayReadNamed(person, subject, held);
  const readers = ['section-manager', ...withRole(world, 'desk', 'lead'), ...dutyPosts(subject, world)];
  if (held.some((post) => readers.includes(post))) return true;
  return Object.values(subject.tasks).some((task) => task.person === person.id && held.includes(task.post));
}

/** Who was named, who was called, and who was asked for something still open. */
const mayReadNamed = ({ id }: Person, { readers = [], tasks }: Case, held: readonly string[]): boolean =>
  held.length > 0 &&
  (readers.includes(id) ||
    Object.values(tasks).some(({ person, post, also = [], state }) =>
      person === undefined
        ? state === 'open' && [post, ...also].some((asked) => held.includes(asked))
        : person === id && held.includes(post),
    ));

const UNASKED: readonly DutyState[] = ['none', 'shown', 'left-policy'];

/** The posts of the duties that somebody was asked to work on. What is only shown gives nobody anything to read. */
const dutyPosts = (subject: Case, world: World): string[] =>
  Object.values(subject.duties)
    .filter(({ state }) => !UNASKED.includes(state))
    .flatMap(({ finding }) => statuteOf(world.policy, finding.statute) ?? [])
    .flatMap((statute) => [...judgesOf(statute, world), ...statute.posts.approves, statute.posts.files]);

export const maySeeQueue = (person: Person, world: World): boolean =>
  postsOf(person, world.now).some((post) => withRole(world, 'desk', 'lead').includes(post));
