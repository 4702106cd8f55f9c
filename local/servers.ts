import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { StartError } from '#/local/start-error.ts';
import { text } from '#/local/text.ts';

type Handler = (req: IncomingMessage, res: ServerResponse) => unknown;

export interface LocalServer {
  port: number;
  url: string;
  /** Until this is called every request waits. */
  serve(handler: Handler): void;
  close(): Promise<void>;
}

/** Binds before anything is brought up, since the addresses stand in the functions' environment. */
export async function listen(port: number): Promise<LocalServer> {
  let ready: (handler: Handler) => void = () => {};
  const handler = new Promise<Handler>((resolve) => {
    ready = resolve;
  });
  const server = createServer(
    { keepAliveTimeout: 65_000 },
    (req, res) => void handler.then((handle) => handle(req, res)),
  );
  await bind(server, port);
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    serve: ready,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
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
