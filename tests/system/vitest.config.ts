import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The suites that meet programs from outside npm; what is absent is skipped by name. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/system/**/*.test.ts'],
    globalSetup: ['tests/postgres/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
