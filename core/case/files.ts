import type { Case, Evidence } from '#/core/case/case.ts';
import type { Happening } from '#/core/case/events.ts';
import type { Errand } from '#/core/ports.ts';
import type { MailFacts } from '#/core/report/mail.ts';
import type { Report } from '#/core/report/report.ts';

export const uploadEvidenceId = (fileId: string): string => `file-${fileId.slice(0, 16)}`;

/** Counted from 1, in the order in which they stand in the mail. */
export const attachmentEvidenceId = (mailEvidenceId: string, number: number): string =>
  `${mailEvidenceId}-${number}`;

/** Of other files not even the ending: nobody shall start by a double click what a stranger sent. */
const SHOWN = /\.(?:png|jpe?g|gif|webp|heic|pdf|txt|csv|docx|xlsx|pptx)$/i;

/** What is taken out is called by the case. Its own name is content, and would stand in the link and in its log. */
export const downloadName = (caseId: string, { evidenceId, name = '' }: Evidence): string =>
  `${caseId}-${evidenceId}${SHOWN.exec(name)?.[0].toLowerCase() ?? '.bin'}`;

/** What comes with a report or a mail is kept afterwards, so that nothing waits for it. */
export function toKeep(happenings: readonly Happening[], kept: Case['evidence'] = {}): Errand[] {
  const originals = happenings.flatMap(({ type, body }) =>
    type === 'evidence-preserved' ? body.evidenceId : [],
  );
  return happenings.flatMap(({ type, body }): Errand[] => {
    if (type === 'report-supplemented') return uploads(body.report, kept);
    if (type === 'report-accepted')
      return body.channel === 'mail' ? attachments(body.mail, originals) : uploads(body.report, kept);
    if (type === 'notice-answered') return attachments(body.mail, originals);
    return type === 'reporter-added' && body.channel === 'mail' ? attachments(body.mail, originals) : [];
  });
}

/** A browser that sends its form again may list a file twice. */
const uploads = ({ files = [] }: Report, kept: Case['evidence']): Errand[] =>
  [...new Map(files.map((file) => [file.fileId, file])).values()]
    .filter(({ fileId }) => !Object.hasOwn(kept, uploadEvidenceId(fileId)))
    .map(({ fileId, name }) => ({
      key: `keep-${fileId}`,
      errand: 'keep',
      source: { upload: fileId, name },
    }));

/** Where a mail was not read to its end, taking it apart may still find what reading has not. */
const attachments = (
  { attachments: listed, problems, verdicts }: MailFacts,
  originals: readonly string[],
): Errand[] =>
  listed.length + problems.length === 0
    ? []
    : originals.map((mail) => ({
        key: `keep-${mail}`,
        errand: 'keep',
        source: { mail, virus: verdicts.virus },
      }));
