#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';

// The machine's own node may be older than the one that this project installs beside itself.
const installed = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
const node = existsSync(installed) ? installed : process.execPath;
const main = fileURLToPath(new URL('main.ts', import.meta.url));

// As in `npm start`: an arena of its own for every thread would cost a hundred megabytes.
env.MALLOC_ARENA_MAX = '2';
const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
