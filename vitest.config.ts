import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/system/**'],
    globalSetup: ['tests/postgres/global-setup.ts'],
    // The longest suites wait for processes rather than compute: on two cores one worker leaves half of them idle.
    maxWorkers: 3,
    // A guard against tests that hang; how fast a test is on a shared machine says nothing.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
