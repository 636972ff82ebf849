import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // Most of a test's time is waiting, for Slack's patience or a back-off; on two cores the default would be one worker.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // A poll ends when what it waits for is there; a busy machine may need more than the default second.
    expect: { poll: { timeout: 5_000 } },
  },
});
