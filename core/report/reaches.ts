import type { Policy } from '#/core/policy/policy.ts';
import type { Report } from '#/core/report/report.ts';

// The browser reads this file too, to show the same before a report is sent: no schema, and zod with it, comes in.

/** What of a report decides who is told, and who reads it. */
export type Told = Pick<Report, 'kind' | 'section' | 'overlays' | 'concerns' | 'told'>;

/** A person's safety, or a colleague's good name, hangs on who reads it. */
export const isRestricted = ({
  kind,
  overlays = [],
  concerns,
  told: { protectedPersons = 'unknown' } = {},
}: Omit<Told, 'section'>): boolean =>
  kind === 'insider' ||
  overlays.includes('protected') ||
  concerns !== undefined ||
  protectedPersons === 'included' ||
  protectedPersons === 'reached';

type Instead = Policy['profile']['instead'];

/** The post that hears of a case where it is about the holder of another: the next one up that somebody holds. */
export function standIn(instead: Instead, post: string, isHeld: (candidate: string) => boolean): string {
  const next = instead.find(({ of }) => of === post)?.posts ?? [];
  return next.find(isHeld) ?? next.at(-1) ?? post;
}

/** Who hears of a report, as far as it hangs on who holds which post at present. */
export interface Hearers {
  /** Who is told for a post that the report concerns. */
  standIns: Record<string, string>;
  /** The sections without a head of their own. */
  vacant: string[];
}

/** The posts that are told of a report when it comes in. */
export function reaches({ section, concerns }: Told, { standIns }: Hearers): string[] {
  const first = [
    'contact-unit',
    ...(section === '' && concerns !== 'section-manager' ? [] : ['section-manager']),
  ];
  return [...new Set(first.flatMap((post) => (post === concerns ? (standIns[post] ?? []) : post)))];
}
