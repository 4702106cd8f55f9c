import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildProgress, BuildRecord } from '#/cli/build-record.ts';
import { checkProfile, overlayFile, readPolicy } from '#/cli/policy-files.ts';
import { PROFILE, ROOT } from '#/cli/project.ts';

export interface BuildOptions {
  /** The profile under policies/ that is built in. */
  readonly profile?: string;
  /** A folder outside of the project with what must not be public. */
  readonly overlay?: string | undefined;
  /** Keeps the bundler's own warnings back. */
  readonly quiet?: boolean;
  /** Checks the infrastructure again even if nothing has changed. */
  readonly synthOnly?: boolean;
  readonly onProgress?: (progress: BuildProgress) => void;
}

const FUNCTIONS = join(ROOT, 'build/functions');
const RECIPE = ['package-lock.json', 'package.json', 'tsconfig.json', 'cli/build.ts', 'cli/build-record.ts'];

/** Makes build/ and cdk.out; leaves alone what has not changed. */
export async function build({
  profile = PROFILE,
  overlay,
  quiet = false,
  synthOnly = false,
  onProgress = () => {},
}: BuildOptions = {}): Promise<void> {
  checkProfile(profile);
  const overlaid = overlayFile(overlay, profile);
  const own = overlaid === undefined ? '' : await readFile(overlaid, 'utf8');
  const record = new BuildRecord(ROOT, 'build/hashes.json', RECIPE, onProgress);
  await record.load();

  const made = await Promise.all([
    record.step(
      'policy',
      { inputs: ['core', 'policies'], after: [profile, own], output: 'build/policy.json' },
      () => compile(profile, overlaid),
    ),
    record.step('web', { inputs: ['core', 'web'], output: 'build/web' }, () => bundleWeb(quiet)),
    record.step('functions', { inputs: ['core', 'functions'], output: 'build/functions' }, () =>
      bundleFunctions(quiet),
    ),
  ]);
  const complete = await record.step(
    'complete',
    { inputs: [], after: made, output: 'build/functions/serve-web/policy.json' },
    completeFunctions,
  );
  await record.step(
    'synth',
    {
      inputs: ['cdk.json', 'infra', 'statemachines'],
      after: [complete],
      output: 'cdk.out',
      always: synthOnly,
    },
    () => synth(profile),
  );
}

async function compile(profile: string, overlay: string | undefined) {
  const policy = await readPolicy(profile, overlay);
  await mkdir(join(ROOT, 'build'), { recursive: true });
  await writeFile(join(ROOT, 'build/policy.json'), JSON.stringify(policy));
}

/** The script of the report's pages has one name for ever: they are made by the server, which knows no hash. */
async function bundlePageScript(quiet: boolean) {
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: ['web/src/report/report.ts'],
    outfile: join(ROOT, 'build/web/assets/report.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2023',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: quiet ? 'error' : 'warning',
  });
}

async function bundleWeb(quiet: boolean) {
  const vite = await import('vite');
  await vite.build({
    root: join(ROOT, 'web'),
    logLevel: quiet ? 'error' : 'warn',
    build: { outDir: join(ROOT, 'build/web'), emptyOutDir: true },
  });
  await bundlePageScript(quiet);
}

async function bundleFunctions(quiet: boolean) {
  const esbuild = await import('esbuild');
  await rm(FUNCTIONS, { recursive: true, force: true });
  const names = (await readdir(join(ROOT, 'functions'))).filter((name) =>
    existsSync(join(ROOT, 'functions', name, 'handler.ts')),
  );
  await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, `functions/${name}/handler.ts`])),
    outdir: FUNCTIONS,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    // Some dependencies of the AWS SDK still ask for `require`.
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
    },
    logLevel: quiet ? 'error' : 'warning',
  });
}

/** Every function carries the policy; the one that serves pages carries them too. */
async function completeFunctions() {
  const names = await readdir(FUNCTIONS);
  const policy = join(ROOT, 'build/policy.json');
  await Promise.all(names.map((name) => copyFile(policy, join(FUNCTIONS, name, basename(policy)))));
  const pages = join(FUNCTIONS, 'serve-web/public');
  await rm(pages, { recursive: true, force: true });
  await cp(join(ROOT, 'build/web'), pages, { recursive: true });
}

/** Over what is there: assets are named by their content, and an instance that runs may still load old ones. */
async function synth(municipality: string) {
  const child = spawn(process.execPath, ['infra/app.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      CDK_CONTEXT_JSON: JSON.stringify({ municipality }),
      NODE_COMPILE_CACHE: join(ROOT, 'build/compile-cache'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0) throw new Error(`node infra/app.ts failed\n${said}`);
}
