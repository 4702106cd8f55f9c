import { type Case, sectionsOf } from '#/core/case/case.ts';
import type { Ask, Happening, NoticeText } from '#/core/case/events.ts';
import { holders, isAway, type Person, postsOf } from '#/core/escalation/network.ts';
import type { Overlay } from '#/core/policy/kind.ts';
import { kindOf, type Policy } from '#/core/policy/policy.ts';
import { higher, type Level } from '#/core/policy/source.ts';
import type { CaseLine, Errand } from '#/core/ports.ts';
import { type Hearers, standIn } from '#/core/report/reaches.ts';
import { type Suggestion, suggestSeverity } from '#/core/severity/suggest.ts';
import type { Instant } from '#/core/time.ts';

/** Everything a decision may look at besides the case. */
export interface World {
  policy: Policy;
  people: readonly Person[];
  now: Instant;
}

/** What follows: events for the timeline and effects outside, in one transaction. */
export interface Decision {
  happenings: Happening[];
  errands: Errand[];
  /** Errands that are thereby done. */
  finished?: string[];
}

export const nothing: Decision = { happenings: [], errands: [] };

export const both = (...decisions: Decision[]): Decision => ({
  happenings: decisions.flatMap((decision) => decision.happenings),
  errands: decisions.flatMap((decision) => decision.errands),
  finished: decisions.flatMap((decision) => decision.finished ?? []),
});

export const say = (...happenings: Happening[]): Decision => ({ happenings, errands: [] });

/** Some unknowns count as yes; but what a reporter was never asked must not raise every report. */
const UNASKED = { myNumber: 'no', protectedPersons: 'no' } as const;

export const overlaysOf = ({ overlays = [] }: { overlays?: readonly string[] }, policy: Policy): Overlay[] =>
  policy.overlays.filter(({ id }) => overlays.includes(id));

/** What the facts suggest; before there are any, what the reporter told. */
export function suggestedFor(subject: Case, policy: Policy): Suggestion {
  const { kind, personalData, told, receivedAt, recordedAt } = subject;
  const ticked = overlaysOf(subject, policy).flatMap(({ tells }) => tells ?? []);
  const asReported = Object.assign({ at: receivedAt, personalData, ...UNASKED }, told, ...ticked);
  return suggestSeverity(policy, subject.facts ?? { kind, known: [asReported] }, recordedAt);
}

/** Level 4 is where somebody's life may be at stake. */
const IN_DANGER: Level = 4;

/** The level of a report before anything is known of it: of its kind and what raises that, of its overlays, and of a danger. */
export function provisionalLevel(
  { kind, raised = [], danger, overlays }: Pick<CaseLine, 'kind' | 'raised' | 'overlays' | 'danger'>,
  policy: Policy,
): Level {
  const { provisionalLevel: first, raisedBy } = kindOf(policy, kind);
  const higherOnes = [
    ...raisedBy.filter(({ words }) => raised.includes(words)).map(({ level }) => level),
    ...overlaysOf({ ...(overlays && { overlays }) }, policy).map(
      (overlay): Level => overlay.provisionalLevel ?? 0,
    ),
  ];
  return higherOnes.reduce(higher, higher(danger ? IN_DANGER : 0, first));
}

/** The level that works until a person has decided one. */
export function workingLevel(subject: Case, policy: Policy): Level {
  if ('severity' in subject && subject.severity !== undefined) return subject.severity;
  const suggested = higher(subject.suggested, suggestedFor(subject, policy).level);
  return higher(provisionalLevel(subject, policy), suggested);
}

/** Whether people are called for a level. */
export const wakes = ({ policy }: World, level: number): boolean =>
  policy.profile.escalations.some((plan) => plan.level === level && plan.calls.length > 0);

/** Who stands behind a post in this case; the section's own head where the post is one that each section has. */
export function peopleOf(subject: Case, world: World, post: string): Person[] {
  const sections = sectionsOf(subject);
  return holders(world.people, post, world.now).filter(
    (person) =>
      (post !== 'section-manager' || sections.includes(person.section)) &&
      !isConcerned(subject, person, world.now),
  );
}

/** The case is about this person, or about somebody who holds the same post: neither is told, nor reads it. */
export const isConcerned = ({ concerns, section }: Case, person: Person, now: Instant): boolean =>
  concerns?.some(
    (post) =>
      postsOf(person, now).includes(post) && (post !== 'section-manager' || person.section === section),
  ) === true;

/** The post that hears of a case, and works on it, where it is about whoever would: the next one up that somebody holds. */
export function inStead(subject: Case, world: World, post: string): string {
  if (!subject.concerns?.some((concerned) => concerned === post)) return post;
  return standIn(
    world.policy.profile.instead,
    post,
    (candidate) => peopleOf(subject, world, candidate).length > 0,
  );
}

/** Whom a report would reach, before there is a case. */
export const hearersAt = (
  { profile: { instead, sections } }: Policy,
  people: readonly Person[],
  now: Instant,
): Hearers => ({
  standIns: Object.fromEntries(
    instead.map(({ of }) => {
      const free = people.filter((person) => !postsOf(person, now).includes(of));
      return [of, standIn(instead, of, (post) => holders(free, post, now).length > 0)];
    }),
  ),
  vacant: sections
    .map(({ id }) => id)
    .filter((id) => holders(people, 'section-manager', now, id).length === 0),
});

/** The holders of a post, and whoever stands in for it where nobody holds it or all who do are away. */
export function reach(subject: Case, world: World, asked: string): Recipient[] {
  const post = inStead(subject, world, asked);
  const people = peopleOf(subject, world, post);
  const recipients = people.map((person) => ({ person, post }));
  if (people.some((person) => !isAway(person, world.now))) return recipients;
  const deputies = Object.entries(world.policy.profile.posts).filter(([, { actsFor }]) => actsFor === post);
  return [
    ...recipients,
    ...deputies.flatMap(([deputy]) =>
      peopleOf(subject, world, deputy).map((person) => ({ person, post: deputy })),
    ),
  ];
}

export interface Recipient {
  person: Person;
  post: string;
  taskId?: string;
}

/** More would not fit into one transaction of 100 writes with what else is decided. */
const MOST_LETTERS = 60;

/** Queues one mail for each person, once per person whatever the number of posts held. */
export function tell(people: readonly Recipient[], text: NoticeText, step: string): Decision {
  if (people.length === 0) return nothing;
  const once = new Map(people.map((recipient) => [recipient.person.id, recipient]));
  const leftOut = Math.max(0, once.size - MOST_LETTERS);
  const to = [...once.values()].slice(0, MOST_LETTERS).map(({ person, post, taskId }) => ({
    noticeId: `${step}-${person.id}`,
    person: person.id,
    post,
    ...(taskId && { taskId }),
  }));
  return {
    happenings: [{ type: 'notices-queued', body: { text, to, ...(leftOut > 0 && { leftOut }) } }],
    errands: to.map(({ noticeId, ...mail }) => ({ key: noticeId, errand: 'mail', text, ...mail })),
  };
}

export function tellPosts(
  subject: Case,
  world: World,
  posts: readonly string[],
  text: NoticeText,
  about: { step: string; taskId?: string; except?: string },
): Decision {
  const task = about.taskId ? { taskId: about.taskId } : {};
  return tell(
    posts
      .flatMap((post) => reach(subject, world, post).map((recipient) => ({ ...recipient, ...task })))
      .filter(({ person }) => `person:${person.id}` !== about.except),
    text,
    about.step,
  );
}

/** Says on the timeline that nobody holds a post, so that its silence is explained. */
export const emptyPosts = (subject: Case, world: World, posts: readonly string[], except = ''): Decision =>
  say(
    ...posts
      .map((post) => inStead(subject, world, post))
      .filter((post) => peopleOf(subject, world, post).every(({ id }) => `person:${id}` === except))
      .map((post): Happening => ({ type: 'post-empty', body: { post } })),
  );

export const taskIdOf = (ask: Ask, subject: Case, dutyId?: string): string =>
  [ask, dutyId, Object.keys(subject.tasks).filter((id) => id.startsWith(ask)).length + 1]
    .filter(Boolean)
    .join('-');
