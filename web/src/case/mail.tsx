import { CHECKS, type MailFacts } from '#/core/report/mail.ts';
import { CHECK_WORDS, MAIL_READ_WORDS, VERDICT_WORDS } from '#/core/text/words.ts';
import { Fact } from '#/web/src/case/parts.tsx';
import { MAIL, REPORT } from '#/web/src/text/ja.ts';

const typed = (text: string) => (text === '' ? REPORT.none : <span className="typed">{text}</span>);

/** What its text does not say of a mail: how much of it is here, and what must not be done with it. */
export function MailWarnings({ mail }: { mail: MailFacts }) {
  const warnings = [
    MAIL_READ_WORDS[mail.read],
    mail.verdicts.virus === 'PASS' ? '' : MAIL.virus,
    mail.verdicts.dmarc === 'PASS' ? '' : MAIL.unproven,
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
        <Fact name={MAIL.subject}>{typed(mail.subject)}</Fact>
        <Fact name={MAIL.text}>{typed(text)}</Fact>
        <Fact name={MAIL.attachments}>
          {mail.read === 'unreadable' ? MAIL.unknown : MAIL.count(mail.attachments, mail.read === 'part')}
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
