import type { Policy } from '#/core/policy/policy.ts';
import { type Block, MARK_WORDS } from '#/core/text/plan/document.ts';
import { heading, line, list, said } from '#/core/text/plan/lines.ts';
import { sourcedTable } from '#/core/text/plan/sourced.ts';

const PUBLISHED = { yes: '公開', no: '非公開', partly: '一部公開', unknown: '不明' };

export function cover({ hash, profile }: Policy, title: string, chief: string): Block[] {
  const { municipality, committee, documents } = profile;
  return [
    heading(1, 'cover', title),
    {
      block: 'notice',
      lines: [
        line(
          `この計画のうち「製品の既定値」とある値は、${municipality}が定めたものではありません。この文書は、まだ${municipality}の緊急時対応計画ではありません。${chief}又は${committee.name}が定めて、初めて計画になります。`,
          'strong',
        ),
      ],
    },
    {
      block: 'table',
      label: '定めた記録',
      widths: [32, 68],
      heights: [1.6, 1.6, 1.6],
      rows: ['定めた者', '定めた日', '次に見直す日'].map((words) => [[line(words, 'strong')], []]),
    },
    heading(2, 'legend', 'しるしの意味'),
    list([
      [
        line(
          `${MARK_WORDS.default}　この値は製品の既定値です。${municipality}の規程にはありません。根拠の欄に、もとにしたものと、そう置いた理由があります。`,
        ),
      ],
      [line(`${MARK_WORDS.confirm}　条文の読み方や運用を、使う前に${municipality}が確かめるところです。`)],
      [line('しるしのない値は、根拠の欄にある規程又は法令によります。')],
    ]),
    heading(2, 'documents', 'もとにした文書'),
    ...sourcedTable({
      label: 'もとにした文書',
      head: ['文書', '版', '公開'],
      widths: [38, 22, 12, 28],
      rows: documents.map(({ name, issued, published, source }) => ({
        cells: [[said(name, source)], [line(issued ?? '不明')], [line(PUBLISHED[published])]],
        source,
      })),
    }),
    {
      block: 'paragraph',
      line: { words: `この計画のもとになったデータのハッシュ（SHA-256）：${hash}`, style: 'small' },
    },
    { block: 'contents', words: '目次' },
  ];
}
