import { isIP } from 'node:net';
import { z } from 'zod';
import { isCommandPrefix } from './slack/command-names.ts';

/** Settings as the operator writes them: one line of `.env.example` each. A test holds the two together. */
const text = (what: string) =>
  z
    .string({ error: `is missing: ${what}` })
    .trim()
    .min(1, `is empty: ${what}`);
const optionalText = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional();

const httpUrl = (what: string) =>
  z
    .url({
      protocol: /^https?$/,
      error: (issue) => `${issue.input === undefined ? 'is missing' : 'is not a web address'}: ${what}`,
    })
    .transform((value) => value.replace(/\/+$/, ''));

const wherePeopleGo = 'the address under which people reach Usher, for example https://usher.example.com';

const secret = text('a long random text, for example from: openssl rand -hex 32').min(
  32,
  'is too short: give at least 32 characters',
);

const notAPort = 'is not a port number: give one from 0 to 65535';
const port = z.coerce.number(notAPort).int(notAPort).min(0, notAPort).max(65_535, notAPort);

const notADatabase = 'is not a PostgreSQL address: postgres://user:password@host:5432/database';
const notAMailServer = 'is not a mail server address: smtp://user:password@host:587';
const notAMailbox = 'is not a mailbox: imaps://user:password@host:993/folder, user and password percent-encoded';
const notAnAddress = 'is not an email address: give one such as usher@example.com, without a name';

const isProxy = (text: string): boolean => {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && (bits === undefined || (Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128)));
};

const trustProxy = z
  .string()
  .trim()
  .default('')
  .transform((value, context) => {
    if (value === '' || value === 'false') return false;
    if (/^\d+$/.test(value)) return Number(value);
    const proxies = value.split(',').map((part) => part.trim());
    if (proxies.every(isProxy)) return proxies;
    // "true" too would let anybody say where they come from.
    context.addIssue({
      code: 'custom',
      message: 'is not what it can be: the number of proxies in front of Usher, or their addresses such as 10.0.0.0/8',
    });
    return z.NEVER;
  });

const notABinding = 'is not an address and port to listen on: 127.0.0.1:9464, for example';
const bindAddress = z
  .string()
  .trim()
  .transform((value, context) => {
    const [, host = '', digits = ''] = /^(\[[\da-f:.]+\]|[^\s:/]+):(\d{1,5})$/i.exec(value) ?? [];
    const parsed = port.safeParse(digits);
    if (host && parsed.success) return { host: host.replace(/^\[|\]$/g, ''), port: parsed.data };
    context.addIssue({ code: 'custom', message: notABinding });
    return z.NEVER;
  });

const schema = z.object({
  SLACK_MODE: z.enum(['http', 'socket'], { error: 'is "http" or "socket"' }).default('http'),
  SLACK_API_URL: httpUrl('the address of Slack’s API').optional(),
  SLACK_BOT_TOKEN: text('the Bot User OAuth Token of your Slack app, under "OAuth & Permissions"').startsWith(
    'xoxb-',
    'does not begin with "xoxb-"',
  ),
  SLACK_SIGNING_SECRET: optionalText,
  SLACK_APP_TOKEN: optionalText,
  COMMAND_PREFIX: z
    .string()
    .trim()
    .refine(isCommandPrefix, 'is a word of 1 to 20 lower-case letters, digits, - and _, beginning with a letter')
    .default('members'),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: notADatabase,
    })
    .includes('://', notADatabase)
    .optional(),
  DATA_DIR: optionalText,
  PUBLIC_URL: httpUrl(wherePeopleGo)
    .refine(
      (url) => !/[?#@]/.test(url),
      'has more than an address: give it without "?", "#" and "@", for example https://usher.example.com',
    )
    .optional(),
  PORT: port.default(3000),
  BIND_ADDRESS: z.string().trim().min(1).default('127.0.0.1'),
  TRUST_PROXY: trustProxy,
  APP_SECRET: secret,
  APP_SECRET_PREVIOUS: secret.optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: notAMailServer })
    .includes('://', notAMailServer)
    .optional(),
  MAIL_FROM: z.email(notAnAddress).optional(),
  BOUNCE_IMAP_URL: z
    .url({ protocol: /^imaps?$/, error: notAMailbox })
    .includes('://', notAMailbox)
    .regex(/^imaps?:\/\/[^/@]+:[^/@]+@/, notAMailbox)
    .optional(),
  BOUNCE_WEBHOOK_SECRET: secret.optional(),
  ORGANIZATION_NAME: optionalText,
  FIRST_ADMIN_EMAIL: z.email(notAnAddress).optional(),
  METRICS_TOKEN: text('a random text that whoever reads /metrics brings')
    .min(16, 'is too short: give at least 16 characters')
    .optional(),
  METRICS_BIND: bindAddress.optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error'], { error: 'is one of trace, debug, info, warn, error' })
    .default('info'),
});

export type Config = Readonly<z.infer<typeof schema>>;

/** The settings are not usable. `message` has one line a problem, each saying what to do. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

export const settingNames = Object.keys(schema.shape) as (keyof Config)[];

type Given = Readonly<Record<string, string | undefined>>;

/** What is needed because of another setting; told together with everything else that is wrong, so that one start shows all. */
const findNeeds = (given: Given): string[] => {
  const isSocket = given['SLACK_MODE'] === 'socket';
  const needs: string[] = [];
  if (!isSocket && !given['SLACK_SIGNING_SECRET']) {
    needs.push('SLACK_SIGNING_SECRET is missing: the Signing Secret of your Slack app, under "Basic Information".');
  }
  // Slack itself calls it there. In Socket Mode people of the workspace accept in Slack, and nobody else can.
  if (!isSocket && !given['PUBLIC_URL']) needs.push(`PUBLIC_URL is missing: ${wherePeopleGo}.`);
  if (isSocket && !given['SLACK_APP_TOKEN']?.startsWith('xapp-')) {
    const what = given['SLACK_APP_TOKEN'] ? 'does not begin with "xapp-"' : 'is missing';
    needs.push(`SLACK_APP_TOKEN ${what}: an app-level token with connections:write, under "Basic Information".`);
  }
  if (given['SMTP_URL'] && !given['MAIL_FROM']) {
    needs.push('MAIL_FROM is missing: the address that mails are sent from.');
  }
  return needs;
};

/** As far as they can be read. Each of the `problems` is one line that begins with a setting's name and says what to do. */
export type ReadSettings = { readonly config: Partial<Config>; readonly problems: readonly string[] };

export const readSettings = (env: Given): ReadSettings => {
  const given = Object.fromEntries(settingNames.map((name) => [name, env[name]?.trim() || undefined]));
  const issues = schema.safeParse(given).error?.issues ?? [];
  const lines = [...issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`), ...findNeeds(given)];
  const readable = settingNames.flatMap((name) => {
    const { success, data } = schema.shape[name].safeParse(given[name]);
    return success && data !== undefined ? [[name, data]] : [];
  });
  // Each value was read by the part of the schema that has its name, which the compiler cannot follow through a name.
  return { config: Object.fromEntries(readable) as Partial<Config>, problems: [...new Set(lines)] };
};

/** Reads the settings from `env`, where an empty value counts as none. */
export const readConfig = (env: Given): Config => {
  const { config, problems } = readSettings(env);
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  // Nothing that is needed is missing, or it would be a problem.
  return config as Config;
};
