import { createHash } from 'node:crypto';
import type { Execution } from '#/local/asl/execution.ts';

/** The next bytes of the execution's own stream: unguessable without the seed, the same when a step is repeated. */
function bytes(execution: Execution): Buffer {
  execution.draws++;
  return createHash('sha256').update(`${execution.seed}:${execution.draws}`).digest();
}

export function draw(execution: Execution): number {
  return bytes(execution).readUIntBE(0, 6) / 2 ** 48;
}

export function token(execution: Execution): string {
  return bytes(execution).toString('base64url');
}

export function uuid(execution: Execution): string {
  const random = bytes(execution).subarray(0, 16);
  random.writeUInt8((random.readUInt8(6) & 0x0f) | 0x40, 6);
  random.writeUInt8((random.readUInt8(8) & 0x3f) | 0x80, 8);
  return random.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
