import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#/local/clock.ts';
import type { Service } from '#/local/gateway/aws-request.ts';
import { createGateway } from '#/local/gateway/gateway.ts';
import { createLayout } from '#/local/pages/page.ts';

export const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'a secret of the test' };
const caller = { role: 'operator', ...credentials };
export const principals = {
  byKey: (key: string) => (key === credentials.accessKeyId ? caller : undefined),
  byRole: () => caller,
};
/** For a caller who may do everything. */
export const iam = { authorise() {}, demand() {}, allows: () => true };

export const page = createLayout('http://127.0.0.1:8080', (plain) => plain);

export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'hikeshi-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function listen(handler: RequestListener) {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** One service behind the real gateway, for one caller who may do everything; the settings are those of an SDK client. */
export async function serve(name: string, service: Service, now = () => new Date()) {
  const gateway = createGateway({
    services: { [name]: service },
    principals,
    clock: { now: () => now().getTime() } as Clock,
    authorise: iam.authorise,
    log() {},
  });
  const { endpoint, close } = await listen(gateway);
  return { settings: { endpoint, region: 'ap-northeast-1', credentials, maxAttempts: 1 }, endpoint, close };
}
