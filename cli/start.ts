import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { flagsOf } from '#/cli/flags.ts';
import { checkProfile } from '#/cli/policy-files.ts';
import { DATA, type Enrolled, enrolled, PROFILE, ROOT } from '#/cli/project.ts';
import { type Person, text } from '#/cli/text.ts';
import type { Policy } from '#/core/policy/policy.ts';
import { claimData, eraseData } from '#/local/data.ts';
import { up } from '#/local/main.ts';
import { StartError } from '#/local/start-error.ts';

const FLAGS = {
  port: { type: 'string', default: '8080' },
  'mail-port': { type: 'string' },
  profile: { type: 'string', default: PROFILE },
  overlay: { type: 'string' },
  data: { type: 'string', default: DATA },
  inside: { type: 'string' },
  fresh: { type: 'boolean', default: false },
} as const;

/** `hikeshi start`: builds what has changed and brings it up until somebody ends it. */
export async function start(args: string[]): Promise<number> {
  const began = performance.now();
  const {
    'mail-port': mailPort,
    profile,
    overlay,
    data,
    fresh,
    inside,
    ...flags
  } = flagsOf(args, FLAGS, text.startUsage);
  const port = portOf(flags.port);
  const smtpPort = mailPort === undefined ? mailPort : portOf(mailPort);
  checkProfile(profile);
  if (!fresh) claimData(data, profile);
  if (!(await buildApart(profile, overlay))) return 1;
  if (fresh) {
    eraseData(data);
    claimData(data, profile);
  }
  const ended = Promise.withResolvers<number>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ended.resolve(0));
  const { posts, sections } = builtProfile();
  const everybody = enrolled(overlay).filter(
    ({ section = '' }) => section === '' || sections.some(({ id }) => id === section),
  );
  const people = accounts(everybody, posts);
  const running = await up({
    cdkOut: join(ROOT, 'cdk.out'),
    data,
    port,
    mailPort: smtpPort,
    accounts: people,
    ...(inside !== undefined && { parameters: { InsideNetworks: networksOf(inside) } }),
    log: (line) => console.log(`  ${line}`),
    failed: () => ended.resolve(1),
  });
  try {
    await running.once('demo', async () => {
      console.log(text.enrolling);
      await running.invoke('enrol-people', { people: everybody });
    });
    const took = text.seconds(performance.now() - began);
    const ofData = data === DATA ? '' : ` --data ${data}`;
    const again = profile === PROFILE ? ofData : `${ofData} --profile ${profile}`;
    const { productUrl: product, toolsUrl: tools, mailDoor } = running;
    console.log(text.ready({ product, tools, mailDoor, data, flags: ofData, again, people, took }));
    return await ended.promise;
  } finally {
    console.log(text.stopping);
    await running.stop();
  }
}

/** In a process of its own: the bundlers' memory must not stay with what then runs for weeks. */
function buildApart(profile: string, overlay: string | undefined): Promise<boolean> {
  const build = [
    join(ROOT, 'cli/main.ts'),
    'build',
    '--profile',
    profile,
    ...(overlay ? ['--overlay', overlay] : []),
  ];
  const child = spawn(process.execPath, build, { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code === 0));
  });
}

function networksOf(given: string): string {
  const isNetwork = (each: string) => isIP(each.replace(/\/\d{1,3}$/, '')) !== 0 && each.includes('/');
  if (!given.split(',').every(isNetwork)) throw new StartError(text.startUsage);
  return given;
}

function portOf(given: string): number {
  if (!/^\d{1,5}$/.test(given) || Number(given) > 65_534) throw new StartError(text.startUsage);
  return Number(given);
}

const builtProfile = (): Policy['profile'] =>
  (JSON.parse(readFileSync(join(ROOT, 'build/policy.json'), 'utf8')) as Policy).profile;

const accounts = (everybody: Enrolled[], named: Policy['profile']['posts']): Person[] =>
  everybody.map(({ id, name, posts }) => ({
    id,
    name,
    posts: posts.map(({ post }) => named[post]?.name ?? post),
  }));
