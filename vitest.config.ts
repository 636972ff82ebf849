import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/support/slow-first.ts';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    sequence: { sequencer: SlowFirst },
    // Files share a worker, which imports Prisma and Bolt once and not 150 times: half of all CPU. No module of ours keeps state,
    // and each file has a database of its own; a failure that `npx vitest run --isolate FILE` does not show is one that broke this.
    isolate: false,
    // Most of a test's time is waiting, for Slack's patience or a back-off; on two cores the default would be one worker.
    maxWorkers: 5,
    // A machine that has much else to do is slow, and nothing is wrong with Usher then. Not `vi.setConfig`, which lasts for one file.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // A poll ends when what it waits for is there; a busy machine may need more than the default second.
    expect: { poll: { timeout: 30_000 } },
  },
});
