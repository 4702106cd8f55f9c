import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { createTransport } from 'nodemailer';

/** A mail client that speaks as it likes: each step is sent, and the answer to it comes back. */
export async function converse(port: number, ...steps: (string | Buffer)[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1');
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    const { value = '', done } = await lines.next();
    return done || value[3] !== '-' ? value : answer();
  };
  const answers: string[] = [];
  await answer();
  for (const step of steps) {
    socket.write(Buffer.concat([Buffer.from(step), Buffer.from('\r\n')]));
    answers.push(await answer());
  }
  const closed = once(socket, 'close');
  socket.destroy();
  await closed;
  return answers;
}

export const envelope = (from: string, to: string) =>
  ['EHLO client.example', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`] as const;

/** As an ordinary program sends; gives the server's last answer. */
export async function sendTo(port: number, message: object): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  return (await transport.sendMail(message)).response;
}
