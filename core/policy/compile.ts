import type * as z from 'zod';
import { canonicalHash } from '#/core/evidence/hash.ts';
import { issuesOf, type Mistake } from '#/core/policy/issues.ts';
import { type Kind, type KindChanges, type Kinds, kindsSchema } from '#/core/policy/kind.ts';
import {
  mistakesInCalendar,
  mistakesInKinds,
  mistakesInProfile,
  mistakesInStatute,
  type Origin,
} from '#/core/policy/mistakes.ts';
import type { Policy } from '#/core/policy/policy.ts';
import { BY_ENTRY, isLayer, type Layer, layer, type Profile, profileSchema } from '#/core/policy/profile.ts';
import { type Calendar, calendarSchema, type Statute, statuteSchema } from '#/core/policy/statute.ts';

/** One file of policies/, with its name so that a mistake can be found. */
export interface PolicyFile {
  name: string;
  content: unknown;
}

export interface PolicyFiles {
  /** What the product sets where a municipality says nothing. */
  defaults: PolicyFile;
  profile: PolicyFile;
  /** Real names, numbers and times, kept outside of what is public. */
  overlay?: PolicyFile | undefined;
  kinds: PolicyFile;
  statutes: readonly PolicyFile[];
  calendar: PolicyFile;
}

type Compiled = { ok: true; policy: Policy } | { ok: false; mistakes: Mistake[] };

/** Checks the data files and makes the one JSON that everything runs on. Its hash stands in every derivation. */
export async function compilePolicy(files: PolicyFiles): Promise<Compiled> {
  const profile = layered(files);
  const parts = {
    profile: read(profileSchema, profile.content, profile.fileOf),
    kinds: read(kindsSchema, files.kinds.content, () => files.kinds.name),
    calendar: read(calendarSchema, files.calendar.content, () => files.calendar.name),
  };
  const statutes = files.statutes.map(({ name, content }) => read(statuteSchema, content, () => name));
  const mistakes = [...Object.values(parts), ...statutes].flatMap((part) => part.mistakes);
  if (mistakes.length > 0) return { ok: false, mistakes };
  const { groups, always, kinds, overlays } = parts.kinds.value as Kinds;
  const rules = {
    profile: parts.profile.value as Profile,
    groups,
    always,
    kinds: changed(kinds, (parts.profile.value as Profile).kinds),
    overlays,
    statutes: statutes.map(({ value }) => withCriteria(value as Statute, parts.profile.value as Profile)),
    calendar: parts.calendar.value as Calendar,
  };
  const policy: Policy = { hash: await canonicalHash(rules), ...rules };
  const wrong = crossChecked(policy, kinds, files, profile.fileOf);
  return wrong.length > 0 ? { ok: false, mistakes: wrong } : { ok: true, policy };
}

/** What the municipality itself decides of a statute takes its place there. */
const withCriteria = (statute: Statute, { publication }: Profile): Statute =>
  statute.criteria === undefined
    ? statute
    : {
        ...statute,
        triggers: publication.criteria.map(({ source, ...criterion }) => ({
          ...criterion,
          article: source.at,
          confirm: source.confirm,
        })),
        posts: { ...statute.posts, approves: publication.approves.posts },
      };

type FileOf = (path: Mistake['path']) => string;

function read<T>(schema: z.ZodType<T>, content: unknown, fileOf: FileOf): { value?: T; mistakes: Mistake[] } {
  const result = schema.safeParse(content);
  if (result.success) return { value: result.data, mistakes: [] };
  const found = issuesOf(result.error.issues, content);
  return { mistakes: found.map((mistake) => ({ file: fileOf(mistake.path), ...mistake })) };
}

/** The defaults, the municipality's own, and the overlay, one over the other; and which of them a value came from. */
function layered({ defaults, profile, overlay }: PolicyFiles): { content: unknown; fileOf: FileOf } {
  const layers = [defaults, profile, ...(overlay ? [overlay] : [])];
  const strange = layers.find(({ content }) => !isLayer(content));
  if (strange) return { content: strange.content, fileOf: () => strange.name };
  const contents = layers.map(({ content }) => content as Layer);
  return {
    content: contents.reduce(layer),
    fileOf: ([key, entry]) =>
      layers.findLast(({ content }) => says(content as Layer, key, entry))?.name ?? profile.name,
  };
}

function says(content: Layer, key: PropertyKey | undefined, entry: PropertyKey | undefined): boolean {
  const value = content[String(key)];
  if (value === undefined) return false;
  return (
    !BY_ENTRY.includes(String(key)) || entry === undefined || (value as Layer)[String(entry)] !== undefined
  );
}

/** Only where all that is shown is the municipality's own does its clause take the place of the source. */
function reworded(kind: Kind, given: KindChanges['reword'][string] | undefined): Kind {
  if (given === undefined) return kind;
  const { source, ...rest } = given;
  const isWhole = rest.steps !== undefined && rest.never !== undefined && rest.acts !== undefined;
  return { ...kind, ...rest, ...(isWhole ? { source } : { rewordedBy: source }) } as Kind;
}

/** The common kinds with what the municipality changes. The last one is the unknown one and stays last. */
function changed(kinds: readonly Kind[], { reword, add, remove }: KindChanges): Kind[] {
  const kept = kinds.filter(({ id }) => !remove.includes(id)).map((kind) => reworded(kind, reword[kind.id]));
  return [...kept.slice(0, -1), ...add, ...kept.slice(-1)];
}

const originOf = ({ defaults, profile }: PolicyFiles, common: readonly Kind[]): Origin => {
  const { posts } = defaults.content as Layer;
  return {
    common,
    posts: isLayer(posts) ? Object.keys(posts) : [],
    stem: profile.name.replace(/^.*[/\\]|\.[^.]*$/g, ''),
  };
};

const crossChecked = (
  policy: Policy,
  common: readonly Kind[],
  files: PolicyFiles,
  fileOf: FileOf,
): Mistake[] => [
  ...mistakesInProfile(policy, originOf(files, common)).map((mistake) => ({
    file: fileOf(mistake.path),
    ...mistake,
  })),
  ...mistakesInKinds(policy).map((mistake) => ({ file: files.kinds.name, ...mistake })),
  ...mistakesInCalendar(policy.calendar).map((mistake) => ({ file: files.calendar.name, ...mistake })),
  ...files.statutes.flatMap(({ name }, index) =>
    mistakesInStatute(policy, common, index).map((mistake) => ({ file: name, ...mistake })),
  ),
];
