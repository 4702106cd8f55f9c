import type { ChoiceFact, FactKey, Range, RangeFact, Sector } from '#/core/case/facts.ts';
import { dateTime } from '#/core/text/dates.ts';
import { CHOICE_WORDS, type FactWords } from '#/core/text/fact-answers.ts';

/** "Unknown" as something to choose on a form, and within a sentence. */
export const UNKNOWN_ANSWER = 'まだ分からない（調査中）';
export const UNKNOWN = '調査中';

type OtherFact = Exclude<FactKey, ChoiceFact | RangeFact>;

export const RANGE_WORDS: Record<RangeFact, FactWords & { unit: string }> = {
  persons: {
    label: '本人の数',
    ask: '何人分ですか',
    hint: '件数ではなく人数です。世帯や同封の分も数えます。分からないときは、少なくとも何人、多くて何人かを入れます。',
    unit: '人',
  },
  records: { label: '件数', ask: '何件ですか', hint: '書類、メール、データの行などの数です。', unit: '件' },
  deceased: {
    label: '亡くなった人の数',
    ask: 'そのうち、亡くなった人は何人ですか',
    hint: '法の「個人情報」は、生きている人の情報です。',
    unit: '人',
  },
  legalPersons: {
    label: '法人・団体の数',
    ask: 'そのうち、法人や団体はいくつですか',
    hint: '法の「本人」は、個人だけです。',
    unit: '団体',
  },
};

const OTHER_WORDS: Record<OtherFact, FactWords> = {
  knownBy: {
    label: '最初に知った人',
    ask: '最初に知ったのは、どの課の、どのような立場の人ですか',
    hint: '課と職だけを書きます。',
  },
  occurredAt: { label: '発生日時', ask: 'いつ起きましたか' },
  reportedAt: {
    label: '報告日時',
    ask: '窓口へ、いつ報告されましたか',
    hint: '法の期限は、報告の日時ではなく、だれかが最初に知った日から数えます。',
  },
  judgedAt: { label: '判断日時', ask: 'インシデントであると、いつ判断しましたか' },
  encryptionMethod: {
    label: '暗号化の方式',
    ask: '暗号化の方式と、鍵の場所を書いてください',
    hint: '鍵やパスワードそのものは書かないでください。',
  },
  contractorChain: {
    label: '委託の流れ',
    ask: '委託先から再委託先までを、順に書いてください',
  },
  sectors: {
    label: '関係する分野',
    ask: '次のどれかに関係しますか',
    hint: '当てはまるものを、全て選びます。分野ごとの報告先があります。',
  },
  published: {
    label: '公表の状況',
    ask: '公表しましたか。いつ、どのように行いましたか（予定を含む）',
  },
};

export const SECTOR_WORDS: Record<Sector, string> = {
  school: '学校・園',
  hospital: '病院・診療所',
  waterworks: '水道',
  fire: '消防・救急',
  'family-register': '戸籍',
  'resident-register': '住民基本台帳',
  election: '選挙',
  welfare: '福祉',
};

// The browser reads this file too: the schema of the facts, and zod with it, stays out of it.
export const isChoice = (key: FactKey): key is ChoiceFact => key in CHOICE_WORDS;
export const isRange = (key: FactKey): key is RangeFact => key in RANGE_WORDS;
export const isClock = (key: FactKey): boolean =>
  key === 'occurredAt' || key === 'reportedAt' || key === 'judgedAt';

/** What the fact is called, how it is asked for, and the hint below the question. */
export function questionOf(key: FactKey): FactWords {
  if (isChoice(key)) return CHOICE_WORDS[key];
  return isRange(key) ? RANGE_WORDS[key] : OTHER_WORDS[key];
}

export const factLabel = (key: FactKey): string => questionOf(key).label;

/** The answers to choose from on a form, the gravest last but for "not known yet". */
export const choicesOf = (fact: ChoiceFact): { value: string; label: string }[] =>
  [...Object.keys(CHOICE_WORDS[fact].answers), 'unknown'].map((value) => ({
    value,
    label: value === 'unknown' ? UNKNOWN_ANSWER : answerWords(fact, value),
  }));

function answerWords(fact: ChoiceFact, answer: string): string {
  const answers: Partial<Record<string, string>> = CHOICE_WORDS[fact].answers;
  return answers[answer] ?? UNKNOWN;
}

/** 128人, 90人から128人まで, 90人以上（上限は調査中）, 128人以下 */
export function rangeWords({ min, max }: Range, unit = RANGE_WORDS.persons.unit): string {
  const words = (count: number) => `${count.toLocaleString('ja-JP')}${unit}`;
  if (max === null) return min === 0 ? UNKNOWN : `${words(min)}以上（上限は${UNKNOWN}）`;
  if (min === max) return words(max);
  return min === 0 ? `${words(max)}以下` : `${words(min)}から${words(max)}まで`;
}

const sectorWords = (sectors: readonly Sector[]): string =>
  sectors.map((sector) => SECTOR_WORDS[sector]).join('、') || 'どれにも当たらない';

/** What is known of one fact, short enough for a line. */
export function factWords(key: FactKey, value: unknown): string {
  if (value === undefined || value === '') return UNKNOWN;
  if (isRange(key)) return rangeWords(value as Range, RANGE_WORDS[key].unit);
  if (isChoice(key)) return answerWords(key, String(value));
  if (key === 'sectors') return sectorWords(value as Sector[]);
  return isClock(key) ? dateTime(String(value)) : String(value);
}
