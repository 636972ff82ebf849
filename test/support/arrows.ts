/** What each folder of `src` may import of ours, besides itself: the picture in ARCHITECTURE.md. `ports`, `deps`: types only. */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  ports: ['domain'],
  services: ['domain', 'deps', 'ports'],
  store: ['domain', 'ports'],
  mail: ['domain', 'deps', 'ports'],
  metrics: ['domain', 'ports'],
  jobs: ['services', 'domain', 'deps', 'ports'],
  slack: ['services', 'domain', 'deps', 'ports'],
  web: ['services', 'domain', 'deps', 'ports'],
};

/** The same for the files beside the folders: types and tools that know nothing of them, then what puts the parts together. */
export const arrowsBeside: Readonly<Record<string, readonly string[]>> = {
  deps: ['domain', 'ports'],
  'start-error': [],
  'load-env': [],
  logger: [],
  'console-to-log': [],
  'bounce-hook': ['config', 'deps', 'services', 'web'],
  serve: ['start-error'],
  'link-signer': ['deps'],
  config: ['slack'],
  'connect-slack': ['config', 'start-error', 'slack', 'ports', 'domain'],
  health: ['deps', 'open-store', 'slack', 'web'],
  'start-metrics': ['config', 'metrics', 'ports', 'serve', 'store', 'web'],
  'create-probes': ['config', 'domain', 'ports', 'slack', 'store', 'jobs', 'mail', 'web'],
  'create-deps': [
    'config',
    'connect-slack',
    'create-probes',
    'deps',
    'link-signer',
    'mail',
    'metrics',
    'open-store',
    'ports',
    'slack',
    'store',
  ],
  'open-store': ['config', 'start-error', 'store', 'jobs'],
};

/** They start everything, so they see everything. */
export const starters: readonly string[] = ['main', 'app', 'admin', 'db-status', 'doctor', 'run-doctor'];

/** Packages that one part of Usher hides from the rest. */
export const owners: Readonly<Record<string, readonly string[]>> = {
  '@prisma/adapter-pg': ['store'],
  '@prisma/driver-adapter-utils': ['store'],
  '@prisma/schema-engine-wasm': ['store'],
  pg: ['store', 'jobs'],
  'graphile-worker': ['jobs'],
  '@slack/bolt': ['slack'],
  '@slack/web-api': ['slack'],
  '@slack/types': ['slack'],
  nodemailer: ['mail'],
  imapflow: ['mail'],
  'postal-mime': ['mail'],
  'prom-client': ['metrics'],
  express: ['web', 'slack', 'serve'],
};

/** All that the domain may use from outside: pure functions. */
export const domainPackages: readonly string[] = [
  'csv-parse/sync',
  'email-addresses',
  'fastest-levenshtein',
  'luxon',
  'node:url',
  'zod',
];
