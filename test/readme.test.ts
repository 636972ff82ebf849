import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig, settingNames } from '../src/config.ts';
import { commandNames } from '../src/slack/command-names.ts';
import { commandWords } from '../src/slack/command-words.ts';
import { scopes } from '../src/slack/scopes.ts';
import { settingWords } from '../src/slack/settings-words.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

const readme = read('README.md');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const envExample = read('.env.example');

/** The text under a heading, up to the next one of its rank. */
const section = (title: string): string => {
  const found = readme.split(/^## /m).find((text) => text.startsWith(`${title}\n`));
  if (!found) throw new Error(`README.md has no section "${title}"`);
  return found;
};

const install = section('Install in Slack').split('\n### ')[0] ?? '';
const steps = [...install.matchAll(/^(\d+)\. (.*(?:\n {3}.*)*)/gm)].map(([, , text = '']) => text);
const settingsIn = (text: string): string[] =>
  [...text.matchAll(/`([A-Z]+_[A-Z_]+)[=`]/g)].map(([, name = '']) => name);
const table = (head: string, rows: readonly string[][]): string =>
  [head, head.replace(/[^|]+/g, ' --- '), ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');

/** The manifest that a command of the README prints. */
const printed = (command: string): string => {
  const [, words = ''] = /^npm run manifest -- (.+)$/.exec(command) ?? [];
  const args = ['--import', 'tsx', 'manifest/print.ts', ...words.split(' ')];
  return execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
};

const manifestCommands = [...install.matchAll(/`(npm run manifest -- [^`]+)`/g)].map(([, command = '']) => command);

describe('README.md', () => {
  it('names only commands that there are', () => {
    const named = [...readme.matchAll(/npm (?:run )?(?!ci\b|run\b|packages\b)([a-z:]+)/g)].map(([, name = '']) => name);
    expect(new Set(named)).toEqual(
      new Set(['doctor', 'demo', 'sandbox', 'test', 'build', 'manifest', 'start', 'admin', 'db:status', 'chaos']),
    );
    expect(named.filter((name) => !scripts[name])).toEqual([]);
  });

  it('names only settings and files that there are', () => {
    expect(settingsIn(readme).length).toBeGreaterThan(30);
    expect(settingsIn(readme).filter((name) => !(settingNames as string[]).includes(name))).toEqual([]);
    const files = [...readme.matchAll(/\]\(([A-Z]+(?:\.md)?)\)/g)].map(([, file = '']) => file);
    expect(files).toContain('ARCHITECTURE.md');
    expect([...files, '.env.example'].filter((file) => !existsSync(`${ROOT}${file}`))).toEqual([]);
  });

  it('has the settings of .env.example, in its words', () => {
    const defaults = parseEnv(envExample);
    const rows = [...envExample.matchAll(/^# (.*)\n([A-Z_]+)=/gm)].map(([, comment = '', name = '']) => [
      `\`${name}\``,
      comment,
      defaults[name] ? `\`${defaults[name]}\`` : '',
    ]);
    expect(rows.length).toBeGreaterThan(15);
    expect(section('Settings')).toContain(table('| setting | what it is | default |', rows));
  });

  it('has the settings of an organization, in the words of their screen', () => {
    const rows = Object.values(settingWords).map(({ label, does, first }) => [label, does, first]);
    expect(rows.length).toBeGreaterThan(20);
    expect(section('Settings')).toContain(table('| setting | what it does | at first |', rows));
  });

  it('has the scopes of the manifest, with the reason for each', () => {
    const rows = Object.entries(scopes).map(([scope, why]) => [`\`${scope}\``, why]);
    expect(section('Install in Slack')).toContain(table('| scope | why |', rows));
  });

  it('has the words that work, in the words of help', () => {
    const rows = Object.values(commandWords).map(({ usage, does, for: audience }) => [
      `\`/members ${usage.replaceAll('|', '\\|')}\``,
      does,
      audience,
    ]);
    expect(section('Commands')).toContain(table('| type | what it does | for |', rows));
  });

  it('quotes lines that Usher says', () => {
    const sources = [
      'connect-slack',
      'domain/slack-stop',
      'serve',
      'store/folder-lock',
      'store/migrations',
      'store/embedded-binaries',
      'main',
      'app',
    ];
    const said = sources
      .map((name) => read(`src/${name}.ts`))
      .join()
      .replaceAll(/\$\{\w+\}/g, '…');
    const quoted = [...section('When something is wrong').matchAll(/^\| … `([^`]+)`/gm)].map(([, line = '']) => line);
    expect(quoted.length).toBeGreaterThan(4);
    const pieces = quoted.flatMap((line) => line.replace('3000', '…').split('…')).map((piece) => piece.trim());
    expect(pieces.filter((piece) => !said.includes(piece))).toEqual([]);
    expect(said).toContain('Usher is ready.');
    expect(said).toContain('Usher cannot start.');
  });
});

describe('the installation, step by step', () => {
  it('takes six steps at most, from the manifest to the first command', () => {
    expect(steps.length).toBeGreaterThan(3);
    expect(steps.length).toBeLessThanOrEqual(6);
    expect(steps.at(-1)).toContain('type `/members`');
  });

  it('prints a manifest for HTTP and one for Socket Mode, which ask for the scopes and commands that the README lists', () => {
    const [http = '', socket = ''] = manifestCommands;
    for (const command of [http, socket]) {
      const { features, oauth_config } = JSON.parse(printed(command));
      expect(oauth_config.scopes.bot.toSorted()).toEqual(Object.keys(scopes).sort());
      const commands = features.slash_commands.map((slash: { command: string }) => slash.command);
      expect(commands).toEqual(Object.values(commandNames('members')));
      for (const name of commands) expect(section('Commands')).toContain(`\`${name}`);
      expect(features.app_home.messages_tab_enabled).toBe(true);
    }
    expect(JSON.parse(printed(http)).settings.socket_mode_enabled).toBe(false);
    expect(JSON.parse(printed(socket)).settings.socket_mode_enabled).toBe(true);
    expect(manifestCommands).toHaveLength(2);
  });

  it('says where Slack will send everything, as the manifest for HTTP does', () => {
    const [http = ''] = manifestCommands;
    const urls = new Set(printed(http).match(/https:[^"]+/g));
    expect([...urls]).toEqual([/everything to `([^`]+)`/.exec(install)?.[1]]);
    expect(section('Running it')).toContain('`/slack/events`');
  });

  it('ends with the prefix of the manifest as COMMAND_PREFIX', () => {
    const prefix = /add `--prefix (\w+)` and set `COMMAND_PREFIX`/.exec(install)?.[1] ?? '';
    expect(printed(`npm run manifest -- --mode socket --prefix ${prefix}`)).toContain(`"/${prefix}-invite"`);
  });

  it('has every setting filled in that a start needs, in either mode', () => {
    const filling = steps.find((step) => step.includes('Copy `.env.example` to `.env`')) ?? '';
    const [forHttp = '', forSocket = ''] = filling.split('*Socket Mode:*');
    const values: Record<string, string> = {
      SLACK_BOT_TOKEN: 'xoxb-1-example',
      SLACK_SIGNING_SECRET: 'a-signing-secret',
      SLACK_APP_TOKEN: 'xapp-1-example',
      SLACK_MODE: 'socket',
      PUBLIC_URL: 'https://usher.example.com',
      APP_SECRET: 'a-secret-of-at-least-32-characters',
      SMTP_URL: 'smtp://user:password@mail.example.com:587',
      MAIL_FROM: 'usher@example.com',
      FIRST_ADMIN_EMAIL: 'ada@example.com',
    };
    const fill = (text: string) => Object.fromEntries(settingsIn(text).map((name) => [name, values[name]]));
    const http = { ...parseEnv(envExample), ...fill(forHttp) };
    expect(readConfig(http)).toMatchObject({ SLACK_MODE: 'http', FIRST_ADMIN_EMAIL: 'ada@example.com' });
    const socket = { ...http, SLACK_SIGNING_SECRET: '', ...fill(forSocket) };
    expect(readConfig(socket)).toMatchObject({ SLACK_MODE: 'socket', MAIL_FROM: 'usher@example.com' });
  });
});
