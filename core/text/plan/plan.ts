import { type Policy, postName } from '#/core/policy/policy.ts';
import { HOME } from '#/core/text/pages.ts';
import { contacts, type Network } from '#/core/text/plan/contacts.ts';
import {
  type Block,
  heading,
  line,
  list,
  MARK_WORDS,
  type PlanDocument,
  said,
  sourcedTable,
} from '#/core/text/plan/document.ts';
import { duties, items } from '#/core/text/plan/duties.ts';
import { kindIndex, kinds } from '#/core/text/plan/kinds.ts';
import { decisions, levels, told } from '#/core/text/plan/levels.ts';
import { measures, prevention, publication, records, scope } from '#/core/text/plan/rest.ts';
import { callList, slip } from '#/core/text/plan/slip.ts';

const PUBLISHED = { yes: '公開', no: '非公開', partly: '一部公開', unknown: '不明' };

function cover({ hash, profile }: Policy, title: string, chief: string): Block[] {
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
          `${MARK_WORDS.default}　この値は製品の既定値です。${municipality}の規程にはありません。根拠の欄に、そう置いた理由があります。`,
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

function now(policy: Policy): Block[] {
  const { contactUnit } = policy.profile;
  return [
    heading(1, 'now', 'いま、すること', true),
    {
      block: 'notice',
      lines: [
        line('まず電話する'),
        said(`${contactUnit.name}　${contactUnit.telephone}`, contactUnit.source, 'large'),
        line(HOME.lead),
      ],
    },
    list(
      [
        [line(`窓口に電話し、${postName(policy, 'section-manager')}（課長など）にも知らせる。`)],
        [line('下の表から、起きたことに近い種別のページを開き、「する」を上から行う。')],
        [{ ...line('画面やメールが使えなければ、紙の報告票に書く。'), to: 'slip' }],
        [{ ...line('窓口につながらなければ、電話の記録の順に電話する。'), to: 'call-list' }],
        [{ ...line('判断は、決められた人がする。'), to: 'decisions' }],
      ],
      true,
    ),
    heading(2, 'index', '何が起きたか'),
    kindIndex(policy),
  ];
}

/** The plan for emergencies, as the rules are. Everything in it is data of the policy; nothing is read from elsewhere. */
export function planOf(policy: Policy, network: Network): PlanDocument {
  const { municipality } = policy.profile;
  const title = `${municipality}　情報セキュリティ緊急時対応計画（案）`;
  const chief = postName(policy, 'chief-officer');
  return {
    title,
    subject: `製品の既定値を含む案。${chief}又は${policy.profile.committee.name}が定めて、初めて計画になる。`,
    foot: `${title}　データ ${policy.hash.slice(0, 12)}`,
    blocks: [
      ...cover(policy, title, chief),
      ...now(policy),
      ...contacts(policy, network),
      ...told(policy),
      ...levels(policy),
      ...decisions(policy),
      ...kinds(policy),
      ...measures(policy),
      ...items(policy),
      ...duties(policy),
      ...publication(policy),
      ...prevention(policy),
      ...records(policy),
      ...scope(policy),
      ...slip(policy),
      ...callList(policy, network),
    ],
  };
}
