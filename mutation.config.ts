import { defineConfig } from 'vitest/config';

/**
 * The tests that must notice when a rule of duties or severity is broken. Those by random facts and by other time
 * zones would notice more, but run for each of the hundreds of mutants they would take hours.
 */
export default defineConfig({
  test: {
    include: ['test/core/{duty,severity}/**/*.test.ts'],
    exclude: ['**/properties.test.ts', '**/time-zone.test.ts'],
  },
});
