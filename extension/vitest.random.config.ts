import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['test/server/random.test.ts'],
    pool: 'forks',
    testTimeout: 120_000,
    env: { RANDOM_EDITS: '10000' },
  },
});
