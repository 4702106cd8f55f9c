import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], testTimeout = 5_000, more = {}) => ({
  test: { name, include, testTimeout, hookTimeout: 120_000, ...more },
});

export default defineConfig({
  test: {
    // The acceptance suite runs the whole product: two at a time fill two cores.
    maxConcurrency: 2,
    projects: [
      project(
        'unit',
        [
          'test/core/**/*.test.ts',
          'test/functions/**/*.test.ts',
          'test/cli/**/*.test.ts',
          'test/web/**/*.test.ts',
          'test/house/**/*.test.ts',
        ],
        5_000,
        // Nothing here holds state of its own, and the policy is compiled once a worker instead of once a file.
        { isolate: false },
      ),
      project('workflow', ['test/statemachines/**/*.test.ts', 'test/simulation/**/*.test.ts'], 20_000),
      project('contract', ['test/contract/**/*.test.ts'], 20_000),
      project('infra', ['test/infra/**/*.test.ts'], 60_000),
      project('local', ['test/local/**/*.test.ts'], 60_000),
      project('acceptance', ['test/acceptance/grants.test.ts'], 240_000),
      project('grants', ['test/acceptance/removals.test.ts'], 240_000),
      project('e2e', ['test/e2e/**/*.test.ts'], 240_000),
    ],
  },
});
