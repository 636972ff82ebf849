import { describe, expect, it } from 'vitest';
import { type Config, ConfigError, readConfig, settingNames } from '../src/config.ts';

const required = {
  SLACK_BOT_TOKEN: 'xoxb-1-example',
  SLACK_SIGNING_SECRET: 'a-signing-secret',
  PUBLIC_URL: 'https://usher.example.com',
  APP_SECRET: 'a-secret-of-at-least-32-characters',
};

type Env = Readonly<Record<string, string | undefined>>;

const read = (env: Env): Config => readConfig({ ...required, ...env });

const problems = (env: Env): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n');
  }
};

const problemsWith = (env: Env): string[] => problems({ ...required, ...env });

describe('readConfig', () => {
  it('needs four settings, and gives the others their defaults', () => {
    expect(readConfig(required)).toEqual({
      ...required,
      SLACK_MODE: 'http',
      COMMAND_PREFIX: 'members',
      PORT: 3000,
      BIND_ADDRESS: '127.0.0.1',
      TRUST_PROXY: false,
      LOG_LEVEL: 'info',
    });
  });

  it('tells every problem at once, one line each', () => {
    expect(problems({ PORT: 'many', SMTP_URL: 'smtp://mail.example.com' })).toEqual([
      'SLACK_BOT_TOKEN is missing: the Bot User OAuth Token of your Slack app, under "OAuth & Permissions".',
      'PORT is not a port number: give one from 0 to 65535.',
      'APP_SECRET is missing: a long random text, for example from: openssl rand -hex 32.',
      'SLACK_SIGNING_SECRET is missing: the Signing Secret of your Slack app, under "Basic Information".',
      'PUBLIC_URL is missing: the address under which people reach Usher, for example https://usher.example.com.',
      'MAIL_FROM is missing: the address that mails are sent from.',
    ]);
  });

  it('takes an address and port for the metrics', () => {
    expect(read({ METRICS_BIND: '127.0.0.1:9464' }).METRICS_BIND).toEqual({ host: '127.0.0.1', port: 9464 });
    expect(read({ METRICS_BIND: '[::1]:80' }).METRICS_BIND).toEqual({ host: '::1', port: 80 });
    const wrong = ['9464', '127.0.0.1', '127.0.0.1:99999', 'http://127.0.0.1:9464', '::1:80'];
    for (const value of wrong) {
      expect(problemsWith({ METRICS_BIND: value })).toEqual([
        'METRICS_BIND is not an address and port to listen on: 127.0.0.1:9464, for example.',
      ]);
    }
    expect(problemsWith({ METRICS_TOKEN: 'short' })).toEqual([
      'METRICS_TOKEN is too short: give at least 16 characters.',
    ]);
  });

  it('takes an empty setting, or one of spaces, as none', () => {
    const blank = Object.fromEntries(settingNames.map((name) => [name, '  ']));
    expect(readConfig({ ...blank, ...required })).toEqual(readConfig(required));
    expect(problemsWith({ APP_SECRET: ' ' })).toEqual(problemsWith({ APP_SECRET: undefined }));
  });

  it('takes spaces around a value away', () => {
    expect(read({ SLACK_BOT_TOKEN: ' xoxb-1 ', PORT: ' 80 ' })).toMatchObject({ SLACK_BOT_TOKEN: 'xoxb-1', PORT: 80 });
  });

  it('looks at its own settings only', () => {
    expect(read({ PATH: '/bin', NODE_ENV: 'test' })).toEqual(readConfig(required));
  });

  it.each([
    ['SLACK_MODE', 'Socket', 'is "http" or "socket".'],
    ['SLACK_API_URL', 'slack.com/api', 'is not a web address: the address of Slack’s API.'],
    ['SLACK_BOT_TOKEN', 'xoxp-1', 'does not begin with "xoxb-".'],
    [
      'COMMAND_PREFIX',
      '/members',
      'is a word of 1 to 20 lower-case letters, digits, - and _, beginning with a letter.',
    ],
    [
      'COMMAND_PREFIX',
      'a'.repeat(21),
      'is a word of 1 to 20 lower-case letters, digits, - and _, beginning with a letter.',
    ],
    [
      'DATABASE_URL',
      'mysql://localhost/usher',
      'is not a PostgreSQL address: postgres://user:password@host:5432/database.',
    ],
    ['DATABASE_URL', 'postgres:localhost', 'is not a PostgreSQL address: postgres://user:password@host:5432/database.'],
    [
      'PUBLIC_URL',
      'usher.example.com',
      'is not a web address: the address under which people reach Usher, for example https://usher.example.com.',
    ],
    [
      'PUBLIC_URL',
      'https:usher.example.com',
      'is not a web address: the address under which people reach Usher, for example https://usher.example.com.',
    ],
    [
      'PUBLIC_URL',
      'ftp://usher.example.com',
      'is not a web address: the address under which people reach Usher, for example https://usher.example.com.',
    ],
    [
      'PUBLIC_URL',
      'https://usher.example.com/?team=1',
      'has more than an address: give it without "?", "#" and "@", for example https://usher.example.com.',
    ],
    [
      'PUBLIC_URL',
      'https://ada:secret@usher.example.com',
      'has more than an address: give it without "?", "#" and "@", for example https://usher.example.com.',
    ],
    ['PORT', '-1', 'is not a port number: give one from 0 to 65535.'],
    ['PORT', '65536', 'is not a port number: give one from 0 to 65535.'],
    ['PORT', '3000.5', 'is not a port number: give one from 0 to 65535.'],
    ['APP_SECRET', 'a'.repeat(31), 'is too short: give at least 32 characters.'],
    ['APP_SECRET_PREVIOUS', 'a'.repeat(31), 'is too short: give at least 32 characters.'],
    ['SMTP_URL', 'mail.example.com:587', 'is not a mail server address: smtp://user:password@host:587.'],
    [
      'MAIL_FROM',
      'Usher <usher@example.com>',
      'is not an email address: give one such as usher@example.com, without a name.',
    ],
    [
      'BOUNCE_IMAP_URL',
      'imaps://mail.example.com/INBOX',
      'is not a mailbox: imaps://user:password@host:993/folder, user and password percent-encoded.',
    ],
    [
      'BOUNCE_IMAP_URL',
      'https://user:password@mail.example.com',
      'is not a mailbox: imaps://user:password@host:993/folder, user and password percent-encoded.',
    ],
    ['BOUNCE_WEBHOOK_SECRET', 'short', 'is too short: give at least 32 characters.'],
    ['FIRST_ADMIN_EMAIL', 'ada', 'is not an email address: give one such as usher@example.com, without a name.'],
    ['LOG_LEVEL', 'loud', 'is one of trace, debug, info, warn, error.'],
  ])('complains of %s=%s in one line', (name, value, words) => {
    expect(problemsWith({ MAIL_FROM: 'usher@example.com', [name]: value })).toEqual([`${name} ${words}`]);
  });

  it('never repeats a secret', () => {
    const secrets = {
      SLACK_BOT_TOKEN: 'xoxp-hunter2',
      APP_SECRET: 'hunter2',
      DATABASE_URL: 'mysql://ada:hunter2@localhost/x',
    };
    const lines = problemsWith({ ...secrets, SLACK_MODE: 'socket', SLACK_APP_TOKEN: 'hunter2' });
    expect(lines).toHaveLength(4);
    expect(lines.join()).not.toContain('hunter2');
  });
});

describe('readConfig, how Slack reaches Usher', () => {
  it('needs the signing secret in HTTP mode only', () => {
    const appToken = { SLACK_MODE: 'socket', SLACK_APP_TOKEN: 'xapp-1' };
    expect(problemsWith({ SLACK_SIGNING_SECRET: '' })).toHaveLength(1);
    expect(problemsWith({ ...appToken, SLACK_SIGNING_SECRET: '' })).toEqual([]);
  });

  it('needs an app-level token in Socket Mode only', () => {
    const where = 'an app-level token with connections:write, under "Basic Information".';
    expect(problemsWith({ SLACK_MODE: 'socket' })).toEqual([`SLACK_APP_TOKEN is missing: ${where}`]);
    const wrong = { SLACK_APP_TOKEN: 'xoxb-1' };
    expect(problemsWith({ SLACK_MODE: 'socket', ...wrong })).toEqual([
      `SLACK_APP_TOKEN does not begin with "xapp-": ${where}`,
    ]);
    expect(problemsWith({ SLACK_MODE: 'http', ...wrong })).toEqual([]);
  });
});

describe('readConfig, PUBLIC_URL', () => {
  it('is needed in HTTP mode only, where Slack itself calls it', () => {
    const socket = { SLACK_MODE: 'socket', SLACK_APP_TOKEN: 'xapp-1', PUBLIC_URL: undefined };
    expect(read(socket).PUBLIC_URL).toBeUndefined();
    expect(problemsWith({ ...socket, SLACK_MODE: 'http' })).toEqual([
      'PUBLIC_URL is missing: the address under which people reach Usher, for example https://usher.example.com.',
    ]);
    expect(problemsWith({ ...socket, PUBLIC_URL: 'usher.example.com' })).toHaveLength(1);
  });

  it.each([
    ['https://usher.example.com', 'https://usher.example.com'],
    ['https://usher.example.com/', 'https://usher.example.com'],
    ['https://example.com/usher//', 'https://example.com/usher'],
    ['http://localhost:3000/', 'http://localhost:3000'],
  ])('of %s has no slash at its end', (given, taken) => {
    expect(read({ PUBLIC_URL: given }).PUBLIC_URL).toBe(taken);
  });
});

describe('readConfig, TRUST_PROXY', () => {
  it.each([
    ['', false],
    ['false', false],
    ['0', 0],
    ['2', 2],
    ['loopback', ['loopback']],
    ['10.0.0.0/8, 2001:db8::/32 , 127.0.0.1', ['10.0.0.0/8', '2001:db8::/32', '127.0.0.1']],
  ])('takes "%s"', (given, taken) => {
    expect(read({ TRUST_PROXY: given }).TRUST_PROXY).toEqual(taken);
  });

  it.each([
    'true',
    'TRUE',
    'yes',
    '-1',
    '1,',
    '10.0.0.0/33',
    '10.0.0.0/0',
    '2001:db8::/129',
    'proxy.example.com',
    '10.0.0.0/8/8',
  ])('refuses "%s", which would trust everybody or stop the web server', (given) => {
    expect(problemsWith({ TRUST_PROXY: given })).toEqual([
      'TRUST_PROXY is not what it can be: the number of proxies in front of Usher, or their addresses such as 10.0.0.0/8.',
    ]);
  });
});
