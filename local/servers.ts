import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { StartError } from '#/local/start-error.ts';
import { text } from '#/local/text.ts';

export type Handler = (req: IncomingMessage, res: ServerResponse) => unknown;
type Log = (line: string) => void;

export interface LocalServer {
  port: number;
  url: string;
  /** Until this is called every request waits. */
  serve(handler: Handler, log: Log): void;
  close(): Promise<void>;
}

/** Binds before anything is brought up, since the addresses stand in the functions' environment. */
export async function listen(port: number): Promise<LocalServer> {
  const { promise: served, resolve } = Promise.withResolvers<Handler>();
  const server = createServer({ keepAliveTimeout: 65_000 }, async (req, res) => (await served)(req, res));
  await bind(server, port);
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    serve: (handler, log) => resolve(answering(handler, log)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whatever becomes of one request, the others go on. */
function answering(handler: Handler, log: Log): Handler {
  return async (req, res) => {
    try {
      await handler(req, res);
    } catch (error) {
      log(`[http] ${(error as Error).stack}`);
      if (res.headersSent) res.destroy();
      else res.writeHead(500).end();
    }
  };
}

/** Undefined where there are more bytes than the limit; the connection stays, to answer that. */
export async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `option` is the one with which a person chooses this port. */
export function bind(server: NetServer, port: number, option = '--port'): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE';
      reject(
        new StartError(
          inUse ? text.portInUse(port, option) : text.portRefused(port, error.code ?? error.message, option),
        ),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
