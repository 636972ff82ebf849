import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, settingNames } from '../src/config.ts';

const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
const example = parseEnv(text);

/** The comment line above each setting. */
const comments = new Map(
  [...text.matchAll(/^# (.*)\n([A-Z_]+)=/gm)].map(([, comment = '', name = '']) => [name, comment]),
);

/** Everything that has to be filled in, with values that could be real. */
const filled = {
  SLACK_BOT_TOKEN: 'xoxb-1-example',
  SLACK_SIGNING_SECRET: 'a-signing-secret',
  PUBLIC_URL: 'https://usher.example.com',
  APP_SECRET: 'a-secret-of-at-least-32-characters',
};

const complaints = (env: Record<string, string | undefined>): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n').map((line) => line.split(' ')[0] ?? '');
  }
};

describe('.env.example', () => {
  it('has every setting once, and no other', () => {
    const lines = [...text.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(lines.length).toBeGreaterThan(15);
    expect(lines.sort()).toEqual([...settingNames].sort());
    expect(text.match(/^#\s*[A-Z_]+=/gm)).toBeNull();
  });

  it('says above each setting, in one line, what it is', () => {
    expect([...comments.keys()].sort()).toEqual([...settingNames].sort());
    expect([...comments.values()].filter((comment) => comment.length < 20)).toEqual([]);
  });

  it('has the defaults of the code, and a value nowhere else', () => {
    const config: Record<string, unknown> = readConfig(filled);
    for (const name of settingNames) {
      if (name in filled) continue;
      const byDefault = config[name] === undefined || config[name] === false ? '' : String(config[name]);
      expect([name, example[name]]).toEqual([name, byDefault]);
    }
  });

  it('has no value for secrets and addresses', () => {
    const secrets = settingNames.filter((name) => /SECRET|TOKEN|_URL|EMAIL|MAIL_FROM/.test(name));
    expect(secrets.length).toBeGreaterThan(8);
    expect(secrets.filter((name) => example[name])).toEqual([]);
  });

  it('marks as required what a start without it complains of', () => {
    const required = [...comments].filter(([, comment]) => comment.startsWith('Required. ')).map(([name]) => name);
    const { SLACK_SIGNING_SECRET: _secret, PUBLIC_URL: _url, ...always } = filled;
    expect(required.sort()).toEqual(Object.keys(always).sort());
    for (const name of required) expect(complaints({ ...filled, [name]: '' })).toContain(name);
  });

  it('marks what is required together with something else', () => {
    const partly = [...comments].filter(([, comment]) => /^Required (?:in|with) /.test(comment)).map(([name]) => name);
    expect(partly.sort()).toEqual(['MAIL_FROM', 'PUBLIC_URL', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']);
    expect(complaints({ ...filled, SLACK_SIGNING_SECRET: '' })).toEqual(['SLACK_SIGNING_SECRET']);
    expect(complaints({ ...filled, PUBLIC_URL: '' })).toEqual(['PUBLIC_URL']);
    expect(complaints({ ...filled, SLACK_MODE: 'socket' })).toEqual(['SLACK_APP_TOKEN']);
    expect(complaints({ ...filled, SMTP_URL: 'smtp://localhost:25' })).toEqual(['MAIL_FROM']);
  });

  it('starts Usher once the required settings are filled in', () => {
    expect(complaints({ ...example, ...filled })).toEqual([]);
  });
});
