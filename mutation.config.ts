import { defineConfig } from 'vitest/config';

/** The tests that must notice when a rule of duties or severity is broken. */
export default defineConfig({
  test: { include: ['test/core/{duty,severity}/**/*.test.ts'] },
});
