import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Person, text } from '#/cli/text.ts';
import { eraseData } from '#/local/data.ts';
import { up } from '#/local/main.ts';
import { StartError } from '#/local/start-error.ts';

const MUNICIPALITY = 'wakayama';
const DATA = '.hikeshi';
const ROOT = fileURLToPath(new URL('../', import.meta.url));

interface Flags {
  port: number;
  mailPort: number | undefined;
  data: string;
  fresh: boolean;
}

/** `hikeshi start`: builds what has changed and brings it up until somebody ends it. */
export async function start(args: string[]): Promise<number> {
  const began = performance.now();
  const flags = read(args);
  const enrolled = readJson<Enrolled[]>('policies/demo/people.json');
  if (!(await buildApart())) return 1;
  if (flags.fresh) eraseData(flags.data);
  console.log(text.starting);
  const ended = Promise.withResolvers<number>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ended.resolve(0));
  const people = accounts(enrolled);
  const running = await up({
    cdkOut: join(ROOT, 'cdk.out'),
    data: flags.data,
    port: flags.port,
    mailPort: flags.mailPort,
    accounts: people,
    log: console.log,
    failed: () => ended.resolve(1),
  });
  try {
    await running.once('demo', async () => {
      console.log(text.enrolling);
      await running.invoke('enrol-people', { people: enrolled });
    });
    const took = text.seconds(performance.now() - began);
    const { productUrl: product, toolsUrl: tools, mailDoor } = running;
    console.log(
      text.ready({
        product,
        tools,
        mailDoor,
        data: flags.data,
        flags: flags.data === DATA ? '' : ` --data ${flags.data}`,
        people,
        took,
      }),
    );
    return await ended.promise;
  } finally {
    console.log(text.stopping);
    await running.stop();
  }
}

/** In a process of its own: the bundlers' memory must not stay with what then runs for weeks. */
function buildApart(): Promise<boolean> {
  const child = spawn(process.execPath, [join(ROOT, 'cli/main.ts'), 'build'], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code === 0));
  });
}

function read(args: string[]): Flags {
  try {
    const options = {
      port: { type: 'string', default: '8080' },
      'mail-port': { type: 'string' },
      data: { type: 'string', default: DATA },
      fresh: { type: 'boolean', default: false },
    } as const;
    const { port, 'mail-port': mailPort, data, fresh } = parseArgs({ args, options }).values;
    return {
      port: portOf(port),
      mailPort: mailPort === undefined ? mailPort : portOf(mailPort),
      data,
      fresh,
    };
  } catch {
    throw new StartError(text.wrongStart);
  }
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_534) throw new RangeError(text);
  return Number(text);
}

interface Enrolled {
  id: string;
  name: string;
  posts: { post: string }[];
}

function accounts(enrolled: Enrolled[]): Person[] {
  const { posts: named } = readJson<{ posts: Record<string, { name: string }> }>(
    `policies/${MUNICIPALITY}.json`,
  );
  return enrolled.map(({ id, name, posts }) => ({
    id,
    name,
    posts: posts.map(({ post }) => named[post]?.name ?? post),
  }));
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}
