import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Receipt } from '#/local/mail/receipt.ts';
import { bind } from '#/local/servers.ts';

export interface SmtpOptions {
  /** Left out: the usual one, or a free one where that is taken. */
  port: number | undefined;
  receipt: Pick<Receipt, 'accepts' | 'receive'>;
  log(line: string): void;
}

export interface Smtp {
  port: number;
  close(): Promise<void>;
}

const USUAL_PORT = 2525;
/** SES refuses more, headers included. */
const LARGEST = 40 * 1024 * 1024;
/** Each may hold a whole mail in memory. */
const MOST_SESSIONS = 10;
const MOST_RECIPIENTS = 100;

/** Where mail comes in from outside. TLS is not offered: everything is on 127.0.0.1. */
export async function openSmtp({ port, receipt, log }: SmtpOptions): Promise<Smtp> {
  const server = new SMTPServer({
    banner: 'Hikeshi',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    hideSMTPUTF8: true,
    logger: false,
    size: LARGEST,
    maxClients: MOST_SESSIONS,
    maxRecipients: MOST_RECIPIENTS,
    maxAllowedUnauthenticatedCommands: false,
    closeTimeout: 1000,
    onRcptTo({ address }, _session, callback) {
      if (receipt.accepts(address)) return callback();
      log('[smtp] 550 a recipient that no rule names');
      callback(reply(550, '5.1.1 nobody receives mail for that address'));
    },
    onData(stream, session, callback) {
      take(stream, session).then(
        (messageId) => {
          log(`[smtp] 250 ${messageId}`);
          callback(null, messageId);
        },
        (error: Error) => {
          log(`[smtp] ${error instanceof Reply ? error.message : error.stack}`);
          callback(error instanceof Reply ? error : reply(451, '4.3.0 not taken in, send it again later'));
        },
      );
    },
  });
  server.on('error', (error) => log(`[smtp] ${error.message}`));

  async function take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) chunks.push(chunk);
    if (stream.sizeExceeded) throw reply(552, '5.3.4 larger than 40 MB');
    const { mailFrom, rcptTo } = session.envelope;
    return receipt.receive(Buffer.concat(chunks), {
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      helo: session.hostNameAppearsAs,
      client: session.remoteAddress,
    });
  }

  const wanted = port ?? USUAL_PORT;
  const bound = bind(server.server, wanted, '--mail-port');
  await (port === undefined ? bound.catch(() => bind(server.server, 0)) : bound);
  const address = server.server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? wanted) : wanted,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

class Reply extends Error {
  readonly responseCode: number;
  constructor(code: number, message: string) {
    super(message);
    this.responseCode = code;
  }
}

const reply = (code: number, message: string) => new Reply(code, message);
