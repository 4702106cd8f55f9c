import type { Instant } from '#/core/time.ts';
import type { Values } from '#/web/src/form/draft.ts';
import { FORM } from '#/web/src/text/ja.ts';
import { STEP } from '#/web/src/text/steps.ts';
import { fromJapanLocal } from '#/web/src/time.ts';

/** What is wrong, by field. */
export type Errors = Record<string, string>;

/** Reads fields and gathers what is wrong with them, in the order in which they are asked. */
export class Check {
  readonly errors: Errors = {};
  readonly #values: Values;
  readonly #now: number;

  constructor(values: Values, now: number) {
    this.#values = values;
    this.#now = now;
  }

  get ok(): boolean {
    return Object.keys(this.errors).length === 0;
  }

  text(name: string, max: number, label: string): string {
    const value = (this.#values[name] ?? '').trim();
    if (value === '') this.errors[name] = `${label}：${FORM.write}`;
    else if (value.length > max) this.errors[name] = `${label}：${FORM.tooLong(max)}`;
    return value;
  }

  choice(name: string, label: string): string {
    const value = this.#values[name] ?? '';
    if (value === '') this.errors[name] = `${label}：${FORM.choose}`;
    return value;
  }

  yes(name: string, label: string): boolean {
    return this.choice(name, label) === 'yes';
  }

  /** A time that has been; a minute of grace for a clock that runs ahead. */
  past(name: string, label: string): Instant {
    const instant = fromJapanLocal(this.#values[name] ?? '');
    if (instant === undefined) this.errors[name] = `${label}：${FORM.time}`;
    else if (Date.parse(instant) > this.#now + 60_000) this.errors[name] = `${label}：${FORM.future}`;
    return instant ?? '';
  }

  /** A number of persons as people type it on any keyboard, or null while it is being looked into. */
  persons(known: string, count: string): number | null {
    if (this.choice(known, STEP.facts.persons) !== 'known') return null;
    const typed = (this.#values[count] ?? '').normalize('NFKC').replace(STEP.facts.personsNoise, '');
    const persons = /^\d{1,8}$/.test(typed) ? Number(typed) : undefined;
    if (persons === undefined) this.errors[count] = STEP.facts.personsWrong;
    return persons ?? 0;
  }
}
