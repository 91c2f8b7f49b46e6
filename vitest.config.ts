import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/system/**'],
    globalSetup: ['tests/postgres/global-setup.ts'],
  },
});
