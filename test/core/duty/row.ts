import { expect, test } from 'vitest';
import type { FactKey } from '#/core/case/facts.ts';
import type { DutyResult } from '#/core/duty/derive.ts';
import { findingOf, type Head, type Known, sheetOf } from '#/test/core/duty/shipped.ts';

/** What the law gives for some facts. Only what a row names is looked at. */
export interface Expected {
  result: DutyResult;
  binds?: boolean;
  bodyAssumed?: boolean;
  /** Items that hold. */
  holds?: string[];
  /** Reasons against the duty that only a person may accept. */
  claimed?: string[];
  missing?: FactKey[];
  asked?: string[];
  start?: string;
  /** Of the first stage. */
  aim?: string;
  limit?: string;
  /** Of the second stage. */
  raw?: string;
  due?: string;
  days?: number;
  /** Other last days of the second stage that one might count. */
  others?: string[];
  beyondTable?: boolean;
}

export type Row = [
  name: string,
  known: Known,
  expected: Expected,
  more?: Head & { duty?: string; at?: string },
];

function summaryOf([, known, , { duty = 'ppc-report.mayor', at, ...head } = {}]: Row) {
  const finding = findingOf(sheetOf(known, head), duty, at);
  const [first, second] = finding.stages;
  return {
    ...finding,
    holds: finding.items.filter(({ verdict }) => verdict === 'holds').map(({ item }) => item),
    missing: [...finding.missing].sort(),
    start: finding.startDay,
    aim: first?.aimDay,
    limit: first?.limitDay,
    raw: second?.rawDay,
    due: second?.limitDay,
    days: second?.days,
    others: second?.others.map(({ limitDay }) => limitDay),
    beyondTable: second?.beyondTable,
  };
}

const checks = (row: Row) => expect(summaryOf(row)).toMatchObject(row[2]);

export const rows = (all: readonly Row[]) => test.each(all)('%s', (...row) => checks(row as Row));
