import type { BodyOf } from '#/core/case/events.ts';
import { type Likeness, type LikenessKey, likenessOf, type StandsOut } from '#/core/report/likeness.ts';
import { dateTime } from '#/core/text/dates.ts';

export const LIKENESS_WORDS: Record<Likeness, string> = {
  message: '同じメール（メールの番号）',
  url: '同じリンク先',
  file: '同じ添付ファイル',
  'sender-subject': '同じ差出人と件名',
  subject: '似た件名',
  place: '同じ種類で同じ場所',
};

export const APART_WORDS: Record<StandsOut, string> = {
  opened: '開いた・入力したかもしれず、読んで確かめる',
  danger: '危険があるという',
  'personal-data': '個人情報に関わるという',
  overlay: '支援措置などに当たるという',
  told: '被害があるという',
  level: '何かが起きた種類として届いた',
};

export const likenessWords = (keys: readonly LikenessKey[]): string =>
  [...new Set(keys.map((key) => LIKENESS_WORDS[likenessOf(key)]))].join('、');

export const apartWords = (apart: readonly StandsOut[]): string =>
  apart.map((each) => APART_WORDS[each]).join('、');

const because = (keys: readonly LikenessKey[]): string =>
  keys.length > 0 ? `（${likenessWords(keys)}）` : '';

type Names = { person(id: string): string };

/** A thousand numbers are no reading; they stand in the export. */
const FEW = 10;
const few = (members: readonly string[]): string =>
  members.length <= FEW ? members.join('、') : `${members.slice(0, FEW).join('、')} など${members.length}件`;

const personOf = (actor: string, names: Names): string => names.person(actor.replace('person:', ''));

export const DESCRIBE_WAVE = {
  'likeness-noted': () => '似た報告を見つけるための目印を控えた',
  'likeness-found': ({ to, keys, apart }: BodyOf<'likeness-found'>) =>
    `事案${to}に似ている${because(keys)}${apart.length > 0 ? `。ただし、${apartWords(apart)}` : ''}`,
  'wave-noticed': ({ count }: BodyOf<'wave-noticed'>) => `この事案に似た報告が${count}件になった`,
  'wave-confirmed': ({ members, rule }: BodyOf<'wave-confirmed'>) =>
    `この事案を代表とし、${[
      ...(members.length > 0 ? [`${few(members)}をまとめる`] : []),
      ...(rule ? ['同じものと分かる報告は、これから届くものもまとめる'] : []),
    ].join('。')}と決めた`,
  'case-joined': ({ master, keys, rule }: BodyOf<'case-joined'>, names: Names) =>
    `代表の事案${master}にまとめた${because(keys)}${rule ? `。${dateTime(rule.at)}に${personOf(rule.by, names)}が決めたことによる` : ''}`,
  'members-joined': ({ members }: BodyOf<'members-joined'>) => `この事案にまとめた報告：${few(members)}`,
  'members-refused': ({ members }: BodyOf<'members-refused'>) =>
    `まとめなかった（対応が始まっているなど、別に扱うもの）：${few(members)}`,
  'case-split': ({ master, reason }: BodyOf<'case-split'>) =>
    `代表の事案${master}から外し、別の事案に戻した　理由：${reason}`,
  'members-split': ({ members }: BodyOf<'members-split'>) => `この事案から外れた報告：${few(members)}`,
};
