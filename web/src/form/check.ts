import type { Range } from '#/core/case/facts.ts';
import type { Instant } from '#/core/time.ts';
import type { Values } from '#/web/src/form/draft.ts';
import { SHEET } from '#/web/src/text/facts.ts';
import { FORM } from '#/web/src/text/ja.ts';
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

  /** A text that may be left empty. */
  upTo(name: string, max: number, label: string): string {
    return (this.#values[name] ?? '').trim() === '' ? '' : this.text(name, max, label);
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

  /** A number, or from how many to how many; 0 and no upper end while nobody can say. */
  range(name: string, label: string): Range {
    const [low, high] = [`${name}-min`, `${name}-max`];
    switch (this.#values[name]) {
      case 'exact': {
        const count = this.#count(low, label);
        return { min: count, max: count };
      }
      case 'span': {
        const open = this.#typed(high) === '';
        const min = this.#typed(low) === '' && !open ? 0 : this.#count(low, label);
        const max = open ? null : this.#count(high, label);
        if (max !== null && max < min) this.errors[high] ??= `${label}：${SHEET.range.turned}`;
        return { min, max };
      }
      default:
        return { min: 0, max: null };
    }
  }

  /** Digits as people type them on any keyboard. */
  #typed = (name: string): string =>
    (this.#values[name] ?? '').normalize('NFKC').replace(SHEET.range.noise, '');

  #count(name: string, label: string): number {
    const typed = this.#typed(name);
    if (!/^\d{1,8}$/.test(typed)) this.errors[name] = `${label}：${SHEET.range.wrong}`;
    return Number(typed) || 0;
  }
}
