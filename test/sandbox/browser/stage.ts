import type { Browser, BrowserContext } from 'playwright-core';
import type { TestSandbox } from '../test-sandbox.ts';
import type { Hands } from './hands.ts';

/** What all tests in a browser share: one sandbox, one browser, and Ada, an admin, at its page. */
export type Stage = {
  readonly sandbox: TestSandbox;
  readonly browser: Browser;
  readonly ada: Hands;
  /** A window of its own, 320 pixels wide: one that grows narrow takes its neighbours along. */
  readonly phone: BrowserContext;
};
