import type { Case } from '#/core/case/case.ts';
import type { TimelineEvent } from '#/core/case/events.ts';
import { alikeListOf, likeListOf, memberListOf } from '#/core/case/like-rows.ts';
import {
  caseFrom,
  demandWritable,
  dueItemOf,
  homeOf,
  isLine,
  monthListOf,
  type Row,
  readerListOf,
  rowChanges,
} from '#/core/case/rows.ts';
import type { Person } from '#/core/escalation/network.ts';
import {
  type CaseLine,
  type Cases,
  type Change,
  type DueItem,
  type LikeLine,
  MOST_LIKE,
  OWN_LIST,
  type PendingErrand,
} from '#/core/ports.ts';
import type { LikenessKey } from '#/core/report/likeness.ts';

interface Drawer {
  rows: Map<string, Row>;
  events: TimelineEvent[];
  errands: Map<string, { errand: PendingErrand; claimedUntil: string }>;
  tokens: Map<string, string>;
}

const copy = <T>(value: T): T => structuredClone(value);

/** The case store in memory: the twin that the contract test holds against the one on DynamoDB. */
export class MemoryCases implements Cases {
  readonly #drawers = new Map<string, Drawer>();
  readonly #once = new Map<string, string>();
  readonly #tallies = new Map<string, number>();
  readonly #people = new Map<string, Person>();

  async load(caseId: string): Promise<Case | undefined> {
    const drawer = this.#drawers.get(caseId);
    // In the order of their keys, as DynamoDB gives them: who is told first follows from it.
    return (
      drawer && copy(caseFrom([...drawer.rows.values()].sort((one, other) => (one.sk < other.sk ? -1 : 1))))
    );
  }

  async timeline(caseId: string): Promise<TimelineEvent[]> {
    return copy(this.#drawers.get(caseId)?.events ?? []);
  }

  async commit(change: Change, dueAt: string): Promise<'committed' | 'lost' | 'known'> {
    const { before, after, events, errands, finished, once } = change;
    demandWritable(change);
    if (once !== undefined && this.#once.has(once)) return 'known';
    if (this.#isStale(change)) return 'lost';
    const known = this.#drawers.get(after.caseId);
    const drawer: Drawer = known ?? { rows: new Map(), events: [], errands: new Map(), tokens: new Map() };
    const { put, remove } = rowChanges(before, after);
    for (const row of copy(put)) drawer.rows.set(row.sk, row);
    for (const sk of remove) drawer.rows.delete(sk);
    drawer.events.push(...copy(events));
    for (const errand of errands) {
      const home = homeOf(errand, after);
      const pending = { ...copy(errand), caseId: home, dueAt, attempts: 0, refused: 0 };
      (this.#drawers.get(home) ?? drawer).errands.set(errand.key, { errand: pending, claimedUntil: '' });
    }
    for (const key of finished) drawer.errands.delete(key);
    if (once !== undefined) this.#once.set(once, after.caseId);
    this.#drawers.set(after.caseId, drawer);
    return 'committed';
  }

  #isStale({ before, after }: Change): boolean {
    const drawer = this.#drawers.get(after.caseId);
    const head = drawer && caseFrom([...drawer.rows.values()]);
    return before ? head?.seq !== before.seq || head.headHash !== before.headHash : head !== undefined;
  }

  async caseOfOnce(key: string): Promise<string | undefined> {
    return this.#once.get(key);
  }

  async errands(caseId: string): Promise<PendingErrand[]> {
    const errands = [...(this.#drawers.get(caseId)?.errands.values() ?? [])].map(({ errand }) =>
      copy(errand),
    );
    return errands.sort((one, other) => (one.key < other.key ? -1 : 1));
  }

  async claim(caseId: string, key: string, now: string, until: string): Promise<number | undefined> {
    const held = this.#drawers.get(caseId)?.errands.get(key);
    if (held === undefined || held.claimedUntil > now) return undefined;
    held.claimedUntil = until;
    held.errand.attempts += 1;
    return held.errand.attempts;
  }

  async noteRefused(caseId: string, key: string): Promise<void> {
    const held = this.#drawers.get(caseId)?.errands.get(key);
    if (held !== undefined) held.errand.refused += 1;
  }

  async hold(caseId: string, key: string, until: string): Promise<void> {
    const held = this.#drawers.get(caseId)?.errands.get(key);
    if (held !== undefined) held.errand.heldUntil = until;
  }

  async finish(caseId: string, key: string): Promise<void> {
    this.#drawers.get(caseId)?.errands.delete(key);
  }

  async keepToken(caseId: string, purpose: string, token: string): Promise<void> {
    this.#drawers.get(caseId)?.tokens.set(purpose, token);
  }

  async tokens(caseId: string): Promise<{ purpose: string; token: string }[]> {
    const tokens = [...(this.#drawers.get(caseId)?.tokens ?? [])].sort(([one], [other]) =>
      one < other ? -1 : 1,
    );
    return tokens.map(([purpose, token]) => ({ purpose, token }));
  }

  async due(before: string): Promise<DueItem[]> {
    const tasks = this.#list<Omit<DueItem, 'what'>>('DUE').map(dueItemOf);
    const errands = [...this.#drawers.values()]
      .flatMap((drawer) => [...drawer.errands.values()])
      .map(({ errand }) => dueItemOf(errand));
    const orderOf = ({ dueAt, heldUntil = dueAt }: DueItem): string => heldUntil;
    return [...tasks, ...errands]
      .filter((item) => orderOf(item) <= before)
      .sort((one, other) => orderOf(one).localeCompare(orderOf(other)));
  }

  async open(): Promise<CaseLine[]> {
    return this.#list('OPEN');
  }

  async closedIn(month: string): Promise<CaseLine[]> {
    return this.#list(monthListOf(month));
  }

  async ofReader(reader: string): Promise<CaseLine[]> {
    const newest = (['open', 'past'] as const).flatMap((state) =>
      this.#list<{ caseId: string }>(readerListOf(reader, state)).slice(-OWN_LIST[state]).reverse(),
    );
    return newest.flatMap(({ caseId }) =>
      [...(this.#drawers.get(caseId)?.rows.values() ?? [])]
        .filter(isLine)
        .map((row) => copy(row.data) as unknown as CaseLine),
    );
  }

  async tally(name: string, now: string, minutes: number): Promise<number> {
    const window = `${name} ${Math.floor(Date.parse(now) / 60_000 / minutes)}`;
    const count = (this.#tallies.get(window) ?? 0) + 1;
    this.#tallies.set(window, count);
    return count;
  }

  async like(key: LikenessKey, since: string): Promise<LikeLine[]> {
    return this.#list<LikeLine>(likeListOf(key))
      .filter(({ receivedAt }) => receivedAt >= since)
      .slice(0, MOST_LIKE);
  }

  async alike(caseId: string): Promise<CaseLine[]> {
    return this.#list(alikeListOf(caseId));
  }

  async members(caseId: string, state: 'open' | 'closed', newest?: number): Promise<CaseLine[]> {
    const members = this.#list<CaseLine>(memberListOf(caseId, state));
    return newest === undefined ? members : members.slice(-newest).reverse();
  }

  async people(): Promise<Person[]> {
    return copy([...this.#people.values()]).sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  async enrol(person: Person): Promise<void> {
    this.#people.set(person.id, copy(person));
  }

  #list<T>(name: string): T[] {
    return [...this.#drawers.values()]
      .flatMap((drawer) => [...drawer.rows.values()])
      .filter((row) => row.list === name)
      .sort((one, other) => (one.order ?? '').localeCompare(other.order ?? ''))
      .map((row) => copy(row.data) as T);
  }
}
