import { describe, expect, test } from 'vitest';
import type { FactSheet } from '#/core/case/facts.ts';
import { derivationLines, type Line } from '#/core/text/derivation.ts';
import { whatIf } from '#/core/text/what-if.ts';
import { whatIfWords } from '#/core/text/what-if-words.ts';
import {
  between,
  exactly,
  findingOf,
  HARMLESS,
  jst,
  type Known,
  LATE,
  QUIET,
  sheetOf,
  wakayama,
} from '#/test/core/duty/shipped.ts';

const linesOf = (sheet: FactSheet, duty = 'ppc-report.mayor', at = LATE): Line[] =>
  derivationLines(wakayama, findingOf(sheet, duty, at), { sheet, at: jst(at) });
/** The line that begins with a word. */
function line(lines: readonly Line[], start: string): Line {
  const found = lines.find(({ words }) => words.startsWith(start));
  if (found === undefined) throw new Error(`no line ${start}`);
  return found;
}
const wordsOf = (sheet: FactSheet, at = LATE): string => whatIfWords(sheet, whatIf(wakayama, sheet, jst(at)));

const mayor = { bodies: ['mayor'] };
const S10 = sheetOf(
  [
    ['2026-11-20 10:00', { ...HARMLESS, persons: exactly(90), recovery: 'unopened' }],
    ['2026-12-02 15:00', { persons: exactly(103), recovery: 'opened' }],
  ],
  mayor,
);
const S05 = sheetOf(
  [
    ['2027-05-28 15:00', { ...HARMLESS, leak: 'unknown', malice: 'confirmed', persons: undefined }],
    ['2027-07-01 10:00', { leak: 'occurred' }],
    ['2027-07-12 10:00', { persons: exactly(135_118) }],
  ],
  mayor,
);
const grave: Known[number] = ['2026-12-01 09:00', { ...HARMLESS, persons: exactly(300) }];
const many = [grave];

describe('R11 a derivation, line by line', () => {
  test('S10: whom, the scope, each item with its fact, the clock, the days', () => {
    expect(linesOf(S10).map(({ words }) => words.split(/[　：]/)[0])).toEqual([
      '主体',
      '前提',
      '1号',
      '2号',
      '3号',
      '4号',
      '5号',
      '起算',
      '速報',
      '確報',
    ]);
    expect(line(linesOf(S10), '4号')).toMatchObject({
      verdict: 'holds',
      because: '本人の数：103人。令和8年12月2日（水）15:00に知った',
      source: '個人情報の保護に関する法律施行規則43条4号',
    });
    expect(line(linesOf(S10), '1号')).toMatchObject({
      verdict: 'fails',
      because: '要配慮個人情報：含まない',
    });
    expect(line(linesOf(S10), '起算')).toEqual({
      words: '起算：令和8年12月2日（水）15:00',
      because: 'この時から、4号に当てはまる。最初に知った令和8年11月20日（金）10:00には、そう言えなかった',
    });
  });

  test('S10 over the year end: the day counted to, and each holiday passed over by name', () => {
    expect(line(linesOf(S10), '確報').words).toBe(
      '確報：令和9年1月4日（月）まで（12月2日（水）を1日目として30日目は12月31日（木）。行政機関の休日（12月31日（木）年末年始、1月1日（金）元日、1月2日（土）、1月3日（日））のため、次の休日でない日に繰り延べる）',
    );
    expect(line(linesOf(S10), '速報').words).toBe(
      '速報：目安 令和8年12月4日（金）から令和8年12月6日（日）まで（12月2日（水）を1日目として3日目から5日目）',
    );
  });

  test('S05: two clocks, both days, and why the earlier one is kept', () => {
    const [working, other] = linesOf(S05).filter(({ words }) => words.startsWith('確報'));
    expect(working?.words).toContain('令和9年7月26日（月）まで（5月28日（金）を1日目として60日目）');
    expect(other?.words).toMatch(
      /^確報の別の数え方：当てはまると分かった令和9年7月1日（木）から数えれば、令和9年8月30日（月）まで.*安全側として、早い日から/,
    );
    expect(line(linesOf(S05), '起算').because).toBe(
      '職員のだれかが最初に知った時。この時から、3号・4号に当てはまらないとは言えない',
    );
    expect(line(linesOf(S05), '3号').because).toContain(
      '令和9年5月28日（金）15:00から当てはまらないとは言えず、令和9年7月1日（木）10:00に、前提も含めて当てはまると分かった',
    );
  });

  test('another way to count that comes to the same day is not told', () => {
    const sheet = sheetOf(
      [
        ['2026-12-01 10:00', { ...HARMLESS, persons: undefined }],
        ['2026-12-02 10:00', { persons: exactly(300) }],
      ],
      mayor,
    );
    expect(findingOf(sheet, 'ppc-report.mayor').stages[1]?.others).toMatchObject([
      { limitDay: '2027-01-04' },
    ]);
    expect(linesOf(sheet).filter(({ words }) => words.startsWith('確報'))).toHaveLength(1);
    expect(linesOf(sheet).filter(({ words }) => words.startsWith('速報'))).toHaveLength(2);
  });

  test('outside the table of holidays the early day stands, to be confirmed', () => {
    const sheet = sheetOf([['2028-01-20 09:00', { ...HARMLESS, persons: exactly(128) }]], mayor);
    // Even where the law's own reading is sure.
    const statutes = wakayama.statutes.map((statute) => ({
      ...statute,
      stages: statute.stages.map((stage) => ({ ...stage, confirm: false })),
    }));
    const finding = findingOf(sheet, 'ppc-report.mayor');
    const lines = derivationLines({ ...wakayama, statutes }, finding, { sheet, at: jst(LATE) });
    expect(line(lines, '速報').confirm).toBe(false);
    expect(line(lines, '確報')).toMatchObject({
      words:
        '確報：令和10年2月18日（金）まで（1月20日（木）を1日目として30日目。休日の表にない年のため、繰り延べずに早い日を示す）',
      confirm: true,
    });
  });

  test('a claim against the duty is named with its facts and who judges it', () => {
    const sheet = sheetOf([grave, ['2026-12-01 10:00', { recovery: 'proven' }]], mayor);
    expect(line(linesOf(sheet), '除外')).toMatchObject({
      words:
        '除外：「第三者に閲覧される前に、全てを回収した」との記入がある。記入だけでは義務は終わらず、個人情報保護担当が判断する',
      verdict: 'unknown',
      because: '回収：見られる前に全て回収した（証跡で確かめた）',
      confirm: true,
    });
  });

  test('whom the law does not bind is told why, and nothing else', () => {
    const sheet = sheetOf(many, { bodies: ['assembly'] });
    const lines = linesOf(sheet, 'ppc-report.assembly');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatchObject({ verdict: 'fails', confirm: true });
    expect(lines[1]?.words).toContain('議会は同法2条11項2号により');
  });

  test('where the scope fails no item is gone into', () => {
    const sheet = sheetOf(
      [['2026-12-01 09:00', { ...QUIET, personalData: 'no', persons: exactly(0) }]],
      mayor,
    );
    expect(linesOf(sheet).map(({ verdict }) => verdict)).toEqual([undefined, 'fails']);
  });

  test('a body that nobody named is told to be assumed', () => {
    expect(linesOf(sheetOf(many))[0]?.words).toBe(
      '主体：市長（どの実施機関か分からないため、代表として示す）',
    );
    expect(linesOf(sheetOf(many, mayor))[0]?.words).toBe('主体：市長');
    expect(linesOf(sheetOf(many), 'publication')[0]?.words).toBe('主体：和歌山市');
  });

  test('of several bodies, that whose facts decided for the municipality', () => {
    const both = sheetOf(
      [
        ['2026-12-01 09:00', { ...QUIET }],
        ['2026-12-02 09:00', { body: 'education', persons: exactly(300) }],
      ],
      { bodies: ['mayor', 'education'] },
    );
    expect(linesOf(both, 'publication')[0]?.words).toBe('主体：和歌山市（教育委員会の事実による）');
  });

  test('the dead are named beside the count that they lessen', () => {
    const sheet = sheetOf(
      [['2026-12-01 09:00', { ...HARMLESS, persons: exactly(105), deceased: exactly(6) }]],
      mayor,
    );
    expect(line(linesOf(sheet), '4号')).toMatchObject({
      verdict: 'fails',
      because: '本人の数：105人、亡くなった人の数：6人',
    });
  });

  test('an item whose own fact is clear waits for the scope, and says so', () => {
    const sheet = sheetOf([['2026-12-01 09:00', { persons: between(300, null) }]], mayor);
    expect(line(linesOf(sheet), '4号')).toMatchObject({
      verdict: 'unknown',
      because: '本人の数：300人以上（上限は調査中）。前提がまだ分からないため、決まらない',
    });
  });

  test("days that are the product's own are marked, the law's are not", () => {
    expect(line(linesOf(S10, 'ppc-notice.mayor'), '本人通知').isDefault).toBe(true);
    expect(line(linesOf(S10), '確報').isDefault).toBeUndefined();
  });
});

describe('R33 the answer to a what-if, as people read it', () => {
  test('shows what became known, each under its moment', () => {
    const words = wordsOf(S10, '2026-12-03 09:00');
    expect(words).toContain('\n令和8年12月2日（水）15:00　回収：開封・閲覧された、本人の数：103人\n');
    const before = wordsOf(S10, '2026-12-01 09:00');
    expect(before).toContain('後に分かった記入が1件あり、使っていません');
    expect(before).not.toContain('103人');
  });

  test('reads the items once where one law takes over those of another', () => {
    const words = wordsOf(S10);
    expect(words.match(/規則43条4号］/g)).toHaveLength(2);
    expect(words).toContain('前提と各項目：上の「個人情報保護委員会への報告（市長）」と同じ');
  });

  test('says of what is not due what rules it out', () => {
    const words = wordsOf(S10, '2026-12-01 09:00');
    const none = words.slice(words.indexOf('【該当しないもの】'));
    expect(none).toMatch(
      /・個人情報保護委員会への報告（市長）　どの項目にも当てはまらない（要配慮個人情報：含まない、.*本人の数：90人/,
    );
    expect(none).toMatch(
      /（マイナンバー）（市長）　前提：.*当てはまらない（マイナンバー（特定個人情報）：含まない）/,
    );
  });

  test('takes one line for what is not followed, and names the bodies of which the same is said', () => {
    const both = sheetOf(many, { bodies: ['mayor', 'education'] });
    const words = wordsOf(both);
    expect(words.split('\n').filter((one) => one.includes('条例による報告・通知'))).toEqual([
      '・議会の条例による報告・通知（市長、教育委員会）　議会のほかの機関には、個人情報の保護に関する法律が適用される',
    ]);
  });

  test('of a lost card without personal data nothing is to be done', () => {
    const sheet = sheetOf([['2026-12-01 20:00', { ...QUIET, personalData: 'no', persons: exactly(0) }]], {
      ...mayor,
      kind: 'lost-card',
    });
    expect(wordsOf(sheet)).toContain('【外への報告など】\n分かっている事実からは、ありません。');
  });
});
