import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from './tree.ts';

const importing = (...from: string[]) =>
  from.map((path, at) => `import * as a${at} from '${path}';\nexport const b${at} = a${at};\n`).join('');

/** A file that breaks one rule of the house, and the rule that must see it. */
const REFUSED: [path: string, rule: string, source: string][] = [
  ['core/reads-disk.ts', 'noRestrictedImports', importing('node:fs')],
  ['core/knows-aws.ts', 'noRestrictedImports', importing('@aws-sdk/client-s3')],
  ['core/knows-a-step.ts', 'noRestrictedImports', importing('#/functions/send-mail/task.ts')],
  ['core/loads-later.ts', 'noRestrictedImports', "export const later = () => import('#/local/main.ts');\n"],
  ['core/goes-up.ts', 'noRestrictedImports', importing('../local/main.ts')],
  [
    'core/takes-types.ts',
    'noRestrictedImports',
    "import type { A } from '#/infra/app.ts';\nexport type B = A;\n",
  ],
  ['core/hands-on.ts', 'noRestrictedImports', "export { up } from '#/local/main.ts';\n"],
  ['core/names-zod.ts', 'noRestrictedImports', "import { z } from 'zod';\nexport const text = z.string();\n"],
  ['core/small-zod.ts', 'noRestrictedImports', importing('zod/mini')],
  ['functions/a/task.ts', 'noRestrictedImports', importing('#/functions/shared/logger.ts')],
  ['functions/b/task.ts', 'noRestrictedImports', importing('@aws-sdk/client-ses')],
  ['functions/c/task.ts', 'noRestrictedImports', importing('./handler.ts')],
  ['functions/a/handler.ts', 'noRestrictedImports', importing('#/core/time.ts')],
  ['functions/b/handler.ts', 'noRestrictedImports', importing('#/functions/a/handler.ts')],
  ['functions/shared/x.ts', 'noRestrictedImports', importing('#/functions/send-mail/task.ts')],
  ['functions/shared/y.ts', 'noRestrictedImports', importing('#/local/clock.ts')],
  ['infra/x.ts', 'noRestrictedImports', importing('#/functions/shared/logger.ts')],
  ['infra/y.ts', 'noRestrictedImports', importing('#/local/main.ts')],
  ['local/x.ts', 'noRestrictedImports', importing('#/core/time.ts')],
  ['local/y.ts', 'noRestrictedImports', importing('#/functions/shared/env.ts')],
  ['local/z.ts', 'noRestrictedImports', importing('@aws-sdk/client-s3')],
  ['local/asl/x.ts', 'noRestrictedImports', importing('../clock.ts')],
  ['local/asl/y.ts', 'noRestrictedImports', importing('#/local/clock.ts')],
  ['local/asl/z.ts', 'noRestrictedImports', importing('node:fs')],
  ['cli/x.ts', 'noRestrictedImports', importing('#/infra/app.ts')],
  ['cli/y.ts', 'noRestrictedImports', importing('#/test/house/tree.ts')],
  ['web/src/x.ts', 'noRestrictedImports', importing('#/functions/shared/env.ts')],
  ['web/src/y.ts', 'noRestrictedImports', importing('node:fs')],
  ['test/x.ts', 'noRestrictedImports', "import { z } from 'zod';\nexport const text = z.string();\n"],
  [
    'core/round/one.ts',
    'noImportCycles',
    "import { two } from '#/core/round/two.ts';\nexport const one = () => two;\n",
  ],
  [
    'core/round/two.ts',
    'noImportCycles',
    "import { one } from '#/core/round/one.ts';\nexport const two = () => one;\n",
  ],
  ['test/no-suffix.ts', 'useImportExtensions', "import * as a from './fine';\nexport const b = a;\n"],
  ['core/default.ts', 'noDefaultExport', 'export default 1;\n'],
  ['core/barrel.ts', 'noBarrelFile', "export * from '#/core/plain.ts';\n"],
  ['core/environment.ts', 'noProcessEnv', 'export const home = process.env.HOME;\n'],
  ['functions/shared/environment.ts', 'noProcessEnv', 'export const home = process.env.HOME;\n'],
  ['core/enum.ts', 'noEnum', 'export enum Level {\n  Low,\n}\n'],
  ['core/any.ts', 'noExplicitAny', 'export const a: any = 1;\n'],
  ['core/long.ts', 'noExcessiveLinesPerFile', `export const a = [\n${'  1,\n'.repeat(300)}];\n`],
  [
    'core/complex.ts',
    'noExcessiveCognitiveComplexity',
    `export function f(a: number) {\n${'if (a) { for (;;) { if (a) return; } }\n'.repeat(3)}}\n`,
  ],
  [
    'core/floating.ts',
    'noFloatingPromises',
    'async function later(): Promise<void> {}\nexport function now() {\n  later();\n}\n',
  ],
  ['core/undeclared.ts', 'noUndeclaredDependencies', importing('lodash')],
  ['core/CamelCase.ts', 'useFilenamingConvention', 'export const a = 1;\n'],
];

/** What the rules must let through. */
const ALLOWED: [path: string, source: string][] = [
  ['core/plain.ts', "import * as z from 'zod';\nexport const text = z.string();\n"],
  ['functions/d/task.ts', importing('#/core/plain.ts', 'zod')],
  [
    'functions/d/handler.ts',
    importing('#/functions/d/task.ts', '#/functions/shared/fine.ts', '@aws-sdk/client-s3'),
  ],
  ['functions/shared/fine.ts', importing('#/core/plain.ts', '@aws-sdk/client-s3', 'node:fs')],
  ['functions/shared/env.ts', 'export const home = process.env.HOME;\n'],
  ['infra/fine.ts', importing('#/functions/shared/env.ts', 'aws-cdk-lib/aws-s3', 'constructs')],
  ['local/fine.ts', importing('./asl/fine.ts', 'node:timers/promises')],
  ['local/asl/fine.ts', importing('jsonata')],
  ['cli/fine.ts', importing('#/local/fine.ts', '#/core/plain.ts')],
  ['web/src/fine.ts', importing('#/core/plain.ts', 'react')],
  ['web/vite.config.ts', 'export default {};\n'],
  ['test/fine.ts', importing('#/infra/fine.ts', '#/local/fine.ts', '#/web/src/fine.ts')],
];

const folder = mkdtempSync(join(tmpdir(), 'hikeshi-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What biome says of each file, as rule names. */
const said = new Map<string, string[]>();

interface Diagnostic {
  category: string;
  location: { path: string | { file: string } };
}

beforeAll(async () => {
  for (const name of ['biome.json', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, name), join(folder, name));
  for (const [path, ...rest] of [...REFUSED, ...ALLOWED]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), rest.at(-1) ?? '');
  }
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const report = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }, (_failed, stdout) => resolve(stdout));
  });
  for (const { category, location } of (JSON.parse(report) as { diagnostics: Diagnostic[] }).diagnostics) {
    const path = typeof location.path === 'string' ? location.path : location.path.file;
    said.set(path, [...(said.get(path) ?? []), category.split('/').at(-1) ?? '']);
  }
});

test.each(REFUSED)('%s is refused by %s', (path, rule) => {
  expect(said.get(path) ?? []).toContain(rule);
});

test.each(ALLOWED)('%s is let through', (path) => {
  expect(said.get(path) ?? []).toEqual([]);
});
