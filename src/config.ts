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

const secret = text('a long random text, for example from: openssl rand -hex 32').min(
  32,
  'is too short: give at least 32 characters',
);

const port = z.coerce.number({ error: 'is not a port number' }).int('is not a port number').min(0).max(65_535);

const trustProxy = z
  .string()
  .trim()
  .default('')
  .transform((value, context) => {
    if (value === '' || value === 'false') return false;
    if (/^\d+$/.test(value)) return Number(value);
    if (value !== 'true') return value.split(',').map((part) => part.trim());
    context.addIssue({
      code: 'custom',
      message: 'cannot be "true": give the number of proxies in front of Usher, or their addresses',
    });
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
      error: 'is not a PostgreSQL address: postgres://user:password@host:5432/database',
    })
    .optional(),
  DATA_DIR: optionalText,
  PUBLIC_URL: httpUrl('the address under which people reach Usher, for example https://usher.example.com'),
  PORT: port.default(3000),
  BIND_ADDRESS: z.string().trim().min(1).default('127.0.0.1'),
  TRUST_PROXY: trustProxy,
  APP_SECRET: secret,
  APP_SECRET_PREVIOUS: secret.optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'is not a mail server address: smtp://user:password@host:587' })
    .optional(),
  MAIL_FROM: z.email({ error: 'is not an email address' }).optional(),
  ORGANIZATION_NAME: optionalText,
  FIRST_ADMIN_EMAIL: z.email({ error: 'is not an email address' }).optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error'], { error: 'is one of trace, debug, info, warn, error' })
    .default('info'),
});

const checked = schema.superRefine((env, context) => {
  const need = (name: keyof typeof env, message: string) => context.addIssue({ code: 'custom', path: [name], message });
  if (env.SLACK_MODE === 'http' && !env.SLACK_SIGNING_SECRET) {
    need('SLACK_SIGNING_SECRET', 'is missing: the Signing Secret of your Slack app, under "Basic Information"');
  }
  if (env.SLACK_MODE === 'socket' && !env.SLACK_APP_TOKEN?.startsWith('xapp-')) {
    need(
      'SLACK_APP_TOKEN',
      'is missing: an app-level token (xapp-…) with connections:write, under "Basic Information"',
    );
  }
  if (env.SMTP_URL && !env.MAIL_FROM) need('MAIL_FROM', 'is missing: the address that mails are sent from');
});

export type Config = Readonly<z.infer<typeof checked>>;

/** The settings are not usable. `message` has one line a problem, each saying what to do. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

export const settingNames = Object.keys(schema.shape) as (keyof Config)[];

/** Reads the settings from `env`, where an empty value counts as none. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(settingNames.map((name) => [name, env[name]?.trim() || undefined]));
  const parsed = checked.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
  throw new ConfigError([...new Set(lines)].join('\n'));
};
