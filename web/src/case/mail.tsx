import type { MailFacts } from '#/core/report/mail.ts';
import type { MailFile } from '#/core/report/mail-parts.ts';
import { CHECKS } from '#/core/report/sender.ts';
import { DOUBT_WORDS, MARK_WORDS, PROBLEM_WORDS, STANDING_WORDS } from '#/core/text/mail-in.ts';
import { CHECK_WORDS, VERDICT_WORDS } from '#/core/text/words.ts';
import { Fact } from '#/web/src/case/parts.tsx';
import { MAIL, REPORT } from '#/web/src/text/ja.ts';

const typed = (text: string) => (text === '' ? REPORT.none : <span className="typed">{text}</span>);

/** What its text does not say of a mail: what could not be read of it, and what must not be done with it. */
export function MailWarnings({ mail }: { mail: MailFacts }) {
  const warnings = [
    ...mail.doubts.map((doubt) => DOUBT_WORDS[doubt]),
    ...mail.problems.map((problem) => PROBLEM_WORDS[problem]),
    mail.problems.some((problem) => problem !== 'no-subject') ? MAIL.original : '',
    ['PASS', 'FAIL'].includes(mail.verdicts.virus) ? '' : MAIL.virus,
    mail.standing === 'suspicious' ? MAIL.suspicious : '',
  ].filter(Boolean);
  return warnings.map((words) => (
    <p className="wrong" key={words}>
      {words}
    </p>
  ));
}

/** A report by mail, as text and nothing else. */
export function MailText({ mail, text }: { mail: MailFacts; text: string }) {
  return (
    <>
      <MailWarnings mail={mail} />
      <dl className="facts">
        <Fact name={REPORT.channel}>{REPORT.channels.mail}</Fact>
        <Fact name={MAIL.from}>
          {typed(mail.from)}
          <span className="source">{MAIL.claimed}</span>
        </Fact>
        <Fact name={MAIL.standing}>{STANDING_WORDS[mail.standing]}</Fact>
        <Fact name={MAIL.subject}>{typed(mail.subject)}</Fact>
        {mail.claimed && (
          <Fact name={MAIL.claims}>
            {mail.claimed}
            <span className="source">{MAIL.unproven}</span>
          </Fact>
        )}
        <Fact name={MAIL.text}>{typed(text)}</Fact>
        <Fact name={MAIL.attachments}>
          <Files files={mail.attachments} known={!mail.problems.includes('unreadable')} />
        </Fact>
        <Fact name={MAIL.checks}>
          <ul className="list">
            {CHECKS.map((check) => (
              <li key={check}>
                {MAIL.check(CHECK_WORDS[check], VERDICT_WORDS[check][mail.verdicts[check]])}
              </li>
            ))}
          </ul>
        </Fact>
      </dl>
    </>
  );
}

/** By name alone: what came with a mail is never opened here. */
function Files({ files, known }: { files: readonly MailFile[]; known: boolean }) {
  if (files.length === 0) return known ? MAIL.none : MAIL.unknown;
  return (
    <>
      {MAIL.count(files.length)}
      <ul className="list">
        {[...files.entries()].map(([at, { name, mediaType, bytes, marks }]) => (
          <li key={at}>
            {typed(name || MAIL.unnamed)} {MAIL.file(mediaType, bytes)}
            {marks.map((mark) => (
              <strong key={mark}>{MARK_WORDS[mark]}</strong>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
