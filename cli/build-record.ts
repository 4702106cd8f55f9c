import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

export interface BuildProgress {
  readonly step: string;
  readonly outcome: 'started' | 'unchanged' | 'done';
  readonly milliseconds: number;
}

interface StepInputs {
  /** Files and folders, from the root of the project. */
  readonly inputs: readonly string[];
  /** What the steps before this one returned. */
  readonly after?: readonly string[];
  /** Stands for all that the step leaves behind: without it the step is taken again. */
  readonly output: string;
  readonly always?: boolean;
}

/** Knows from the content of its inputs whether a step has to be taken. */
export class BuildRecord {
  private readonly root: string;
  private readonly path: string;
  private readonly common: readonly string[];
  private readonly report: (progress: BuildProgress) => void;
  private hashes: Record<string, string | undefined> = {};

  constructor(
    root: string,
    path: string,
    common: readonly string[],
    report: (progress: BuildProgress) => void,
  ) {
    this.root = root;
    this.path = join(root, path);
    this.common = common;
    this.report = report;
  }

  async load() {
    if (existsSync(this.path)) this.hashes = JSON.parse(await readFile(this.path, 'utf8'));
  }

  /** Returns the hash of everything that went into the step, for the steps after it. */
  async step(step: string, from: StepInputs, run: () => Promise<void>): Promise<string> {
    const hash = createHash('sha256').update(JSON.stringify(from.after ?? []));
    for (const input of [...this.common, ...from.inputs]) {
      for (const file of await this.files(input)) {
        hash
          .update(`${file}\0`)
          .update(await readFile(join(this.root, file)))
          .update('\0');
      }
    }
    const now = hash.digest('hex');
    const present = existsSync(join(this.root, from.output));
    if (!from.always && present && this.hashes[step] === now) {
      this.report({ step, outcome: 'unchanged', milliseconds: 0 });
      return now;
    }
    const start = performance.now();
    this.report({ step, outcome: 'started', milliseconds: 0 });
    // What a broken step leaves behind must not pass for what it made before.
    this.remember(step, undefined);
    await run();
    this.remember(step, now);
    this.report({ step, outcome: 'done', milliseconds: Math.round(performance.now() - start) });
    return now;
  }

  /** Written at one go, since steps run side by side. */
  private remember(step: string, hash: string | undefined) {
    this.hashes[step] = hash;
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(this.path, `${JSON.stringify(this.hashes, null, 2)}\n`);
  }

  private async files(input: string): Promise<string[]> {
    const absolute = join(this.root, input);
    if (!(await stat(absolute)).isDirectory()) return [input];
    const entries = await readdir(absolute, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.root, join(entry.parentPath, entry.name)))
      .sort();
  }
}
