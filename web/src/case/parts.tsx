import type { ReactNode } from 'react';
import type { Source } from '#/core/policy/source.ts';
import { dateTime, shortDateTime } from '#/core/text/dates.ts';
import type { Instant } from '#/core/time.ts';
import { APP, TIME } from '#/web/src/text/ja.ts';
import { spanUntil } from '#/web/src/time.ts';

export const Time = ({ at, short = false }: { at: Instant; short?: boolean }) => (
  <time dateTime={at}>{short ? shortDateTime(at) : dateTime(at)}</time>
);

/** How long is left, and when. What is overdue says so in words and has a mark of its own, not colour alone. */
export function Due({ due, now, byDefault = false }: { due: Instant; now: number; byDefault?: boolean }) {
  const { over, ...span } = spanUntil(due, now);
  return (
    <span className={over ? 'due due-over' : 'due'}>
      <strong>{over ? TIME.over(span) : TIME.left(span)}</strong>
      <span className="due-at">
        {TIME.due} <Time at={due} short />
      </span>
      {byDefault && <Default />}
    </span>
  );
}

export function Section({
  id,
  title,
  words,
  children,
}: {
  id: string;
  title: string;
  words?: string;
  children: ReactNode;
}) {
  return (
    <section className="part-of" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {words && <p className="hint">{words}</p>}
      {children}
    </section>
  );
}

export const Fact = ({ name, children }: { name: ReactNode; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

export const Confirm = () => <span className="tag tag-confirm">{APP.confirm}</span>;

/** A value that the product chose is never shown as a rule of the law or of the municipality. */
export const Default = () => <span className="tag tag-default">{APP.byDefault}</span>;

/** Where a value comes from. */
export const SourceOf = ({ source }: { source: Source }) => (
  <span className="source">
    {source.at}
    {source.basis === 'default' && <Default />}
    {source.confirm && <Confirm />}
  </span>
);

/** A number that can be dialled is a link. */
export const Telephone = ({ number }: { number: string }) =>
  /^[0-9+() -]{9,}$/.test(number) ? (
    <a className="tel" href={`tel:${number.replace(/[^0-9+]/g, '')}`}>
      {number}
    </a>
  ) : (
    <span className="tel">{number}</span>
  );
