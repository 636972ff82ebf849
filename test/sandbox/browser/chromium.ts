import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const path = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Without a browser the tests that need one are skipped, and say so. */
export const hasChromium = existsSync(path);

export const SKIPPED = `Tests in a browser are skipped: there is no Chromium at ${path}. Install Debian's package chromium, or name one by CHROMIUM=FILE, then: npx vitest run test/sandbox/browser`;

// It looks up nothing of its own outside of this machine, and needs no sandbox of its own in a container.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launchChromium = (): Promise<Browser> => chromium.launch({ executablePath: path, args: FLAGS });
