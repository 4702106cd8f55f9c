import type { Carrier } from '#/core/case/carry.ts';
import { worldNow } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import { provisionalLevel, type World } from '#/core/case/decision.ts';
import { foldAlike } from '#/core/case/queue.ts';
import { learnedSchema } from '#/core/case/record-facts.ts';
import { mayRead, maySeeQueue } from '#/core/case/rights.ts';
import type { MeView, ProspectView, QueueLine, QueueView } from '#/core/case/view.ts';
import { viewCase } from '#/core/case/view-case.ts';
import { formView } from '#/core/case/view-form.ts';
import { prospectView } from '#/core/case/view-settlement.ts';
import { wavePart, waveView } from '#/core/case/view-wave.ts';
import { type Person, postsOf } from '#/core/escalation/network.ts';
import { TIMELINE_FORMAT, type TimelineExport } from '#/core/evidence/verify.ts';
import { Fault } from '#/core/fault.ts';
import { kindOf, postName } from '#/core/policy/policy.ts';
import { LEVELS } from '#/core/policy/source.ts';
import type { CaseLine } from '#/core/ports.ts';
import { dayInJapan } from '#/core/time.ts';

export type Ports = Pick<Carrier, 'cases' | 'moment' | 'policy'>;

/** Answers a signed-in person's question. Nothing is changed, and nothing is told to who has no need to know. */
export async function answerQuery(
  ports: Ports,
  { personId, path }: { personId: string; path: string },
): Promise<unknown> {
  const world = await worldNow(ports);
  const person = world.people.find((candidate) => candidate.id === personId);
  if (person === undefined) throw new Fault('NotAllowed');
  const [what, caseId, ...part] = path.split('/');
  if (what === 'me') return me(person, world);
  if (what === 'form') return formView(world);
  if (what === 'queue') return queue(ports, person, world);
  if (what === 'cases' && caseId !== undefined) {
    const subject = await readable(ports, person, caseId, world);
    return partOf(ports, subject, part, { world, person });
  }
  throw new Fault('CaseNotFound');
}

async function partOf(
  { cases }: Ports,
  subject: Case,
  [part, which, after]: string[],
  { world, person }: { world: World; person: Person },
): Promise<unknown> {
  const { caseId } = subject;
  if (part === 'wave' && (which === 'plain' || which === 'members'))
    return wavePart(cases, subject, { which, after: numberIn(after) }, world, person);
  const timeline = await cases.timeline(caseId);
  if (part === undefined) {
    const wave = await waveView(cases, subject, world, person);
    return { ...viewCase(subject, timeline, world, person), wave };
  }
  if (part === 'timeline')
    return {
      format: TIMELINE_FORMAT,
      caseId,
      exportedAt: world.now,
      events: timeline,
    } satisfies TimelineExport;
  throw new Fault('CaseNotFound');
}

const numberIn = (typed = ''): number => (/^\d{1,6}$/.test(typed) ? Number(typed) : 0);

/** What facts would make of a case, before anybody records them. They come in a body, as no address may hold them. */
export async function foresee(
  ports: Ports,
  { personId, caseId, body }: { personId: string; caseId: string; body: unknown },
): Promise<ProspectView> {
  const world = await worldNow(ports);
  const person = world.people.find((candidate) => candidate.id === personId);
  if (person === undefined) throw new Fault('NotAllowed');
  const subject = await readable(ports, person, caseId, world);
  const parsed = learnedSchema.safeParse(body);
  if (!parsed.success) throw new Fault('InputInvalid', { fields: 'facts' });
  return prospectView(subject, parsed.data, world, person);
}

async function readable({ cases }: Ports, person: Person, caseId: string, world: World): Promise<Case> {
  const subject = await cases.load(caseId);
  // Whoever has no need to know learns not even that the case exists.
  if (subject === undefined || !mayRead(person, subject, world)) throw new Fault('CaseNotFound');
  return subject;
}

function me(person: Person, { policy, now }: World): MeView {
  const { profile, groups, kinds } = policy;
  return {
    person: { id: person.id, name: person.name },
    posts: postsOf(person, now).map((id) => ({ id, name: postName(policy, id) })),
    municipality: profile.municipality,
    contactUnit: { name: profile.contactUnit.name, telephone: profile.contactUnit.telephone },
    levels: LEVELS.map((level) => ({ level, name: profile.levels[level]?.name ?? '' })),
    kinds: groups.flatMap(({ id: group, name: groupName }) =>
      kinds
        .filter((kind) => kind.group === group)
        .map(({ id, number, name }) => ({ id, number, name, group: groupName })),
    ),
    seesQueue: maySeeQueue(person, { policy, people: [], now }),
  };
}

async function queue({ cases }: Ports, person: Person, world: World): Promise<QueueView> {
  const all = maySeeQueue(person, world);
  const [open, own, closed] = await Promise.all([
    all ? cases.open() : [],
    Promise.all(readingAs(person, world, all).map((reader) => cases.ofReader(reader))),
    all ? cases.closedIn(dayInJapan(world.now).slice(0, 7)) : [],
  ]);
  const mine = [...new Map(own.flat().map((line) => [line.caseId, line])).values()];
  const words = (line: CaseLine): QueueLine => {
    const chargeName = world.people.find((candidate) => candidate.id === line.charge)?.name;
    return {
      ...line,
      kindName: kindOf(world.policy, line.kind).name,
      provisionalLevel: provisionalLevel(line, world.policy),
      ...(chargeName && { chargeName }),
    };
  };
  const shown = async (lines: readonly CaseLine[]) =>
    (await readableLines(cases, person, world, lines)).map(words);
  return {
    now: world.now,
    open: foldAlike(await shown(open)),
    mine: await shown(mine),
    closed: await shown(closed),
  };
}

/** Whoever may not read a restricted case does not find it in any list either. */
async function readableLines(
  cases: Ports['cases'],
  person: Person,
  world: World,
  lines: readonly CaseLine[],
): Promise<CaseLine[]> {
  const hidden = await Promise.all(
    lines.map(async ({ caseId, restricted }) => {
      const subject = restricted ? await cases.load(caseId) : undefined;
      return subject !== undefined && !mayRead(person, subject, world);
    }),
  );
  return lines.filter((_, index) => !hidden[index]);
}

/** The lists a person reads. Whoever sees the whole queue needs in their own list only what calls them by name. */
function readingAs(person: Person, world: World, all: boolean): string[] {
  if (all) return [person.id];
  const posts = postsOf(person, world.now);
  const section =
    posts.includes('section-manager') && person.section !== '' ? [`section:${person.section}`] : [];
  return [person.id, ...posts.map((post) => `post:${post}`), ...section];
}
