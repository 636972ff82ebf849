import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fillManifest, type ManifestMode, type ManifestValues } from '../manifest/fill-manifest.ts';
import { commandNames } from '../src/slack/command-names.ts';
import { commandWords } from '../src/slack/command-words.ts';
import { messageShortcutDoors, shortcutDoors } from '../src/slack/listeners/shortcuts.ts';
import { eventNames } from '../src/slack/listeners/slack-events.ts';
import { scopes } from '../src/slack/scopes.ts';

const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

// Slack's own schema of app manifests. Its formats ("uri") are annotations to Ajv, its `regex` is not a keyword.
const isValid = new Ajv({ strict: false, validateFormats: false }).compile(
  readJson('./fixtures/slack-manifest.schema.json'),
);

const templates: Readonly<Record<ManifestMode, string>> = {
  http: '../manifest/http.json',
  socket: '../manifest/socket-mode.json',
};

const filled = (mode: ManifestMode, changes: Partial<ManifestValues> = {}) =>
  fillManifest(readJson(templates[mode]), {
    mode,
    url: 'https://usher.example.com/',
    prefix: 'crew',
    name: 'Front Desk',
    ...changes,
  });

const shape = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    app_home: z.object({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    shortcuts: z.array(
      z.object({ name: z.string().max(24), type: z.enum(['global', 'message']), callback_id: z.string() }),
    ),
    slash_commands: z.array(
      z.object({
        command: z.string(),
        url: z.string().optional(),
        usage_hint: z.string(),
        should_escape: z.boolean(),
      }),
    ),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ request_url: z.string().optional(), bot_events: z.array(z.string()) }),
    interactivity: z.object({ request_url: z.string().optional() }),
    socket_mode_enabled: z.boolean(),
  }),
});

const read = (mode: ManifestMode, changes?: Partial<ManifestValues>) => {
  const manifest = filled(mode, changes);
  if (!manifest.ok) throw new Error(manifest.refusal);
  return shape.parse(manifest.value);
};

describe.each(['http', 'socket'] as const)('the %s manifest', (mode) => {
  it('is valid by the schema of Slack, at the longest prefix and name too', () => {
    for (const changes of [{}, { prefix: 'a'.repeat(20), name: 'N'.repeat(35) }]) {
      const manifest = filled(mode, changes);
      expect(isValid(manifest.ok ? manifest.value : null), JSON.stringify(isValid.errors)).toBe(true);
    }
  });

  it('has no placeholder left, and the name and prefix that were given', () => {
    expect(JSON.stringify(filled(mode))).not.toMatch(/\{\{\w+\}\}/u);
    expect(read(mode).display_information.name).toBe('Front Desk');
  });

  it('registers the commands that the code answers to, with ids in place of names', () => {
    const commands = read(mode).features.slash_commands;
    expect(commands.map(({ command }) => command)).toEqual(Object.values(commandNames('crew')));
    expect(commands.every((command) => command.should_escape)).toBe(true);
  });

  it('hints at every word that works, and at no other', () => {
    const hint = read(mode).features.slash_commands[0]?.usage_hint ?? '';
    expect(hint.split(' | ').sort()).toEqual(Object.keys(commandWords).sort());
  });

  it('asks for the scopes that have a reason, all of them', () => {
    expect(read(mode).oauth_config.scopes.bot.toSorted()).toEqual(Object.keys(scopes).sort());
    expect(Object.values(scopes).every((reason) => reason.length > 10)).toBe(true);
  });

  it('lets people write to the app: without the messages tab Slack refuses our direct messages', () => {
    const { messages_tab_enabled, messages_tab_read_only_enabled } = read(mode).features.app_home;
    expect({ messages_tab_enabled, messages_tab_read_only_enabled }).toEqual({
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it('has the Home tab, and the events and shortcuts that the code answers to', () => {
    const { features, settings } = read(mode);
    expect(features.app_home.home_tab_enabled).toBe(true);
    expect(settings.event_subscriptions.bot_events).toEqual([...eventNames].sort());
    const idsOf = (wanted: string) =>
      features.shortcuts.flatMap(({ type, callback_id: id }) => (type === wanted ? [id] : [])).sort();
    expect(idsOf('global')).toEqual(Object.keys(shortcutDoors).sort());
    expect(idsOf('message')).toEqual(Object.keys(messageShortcutDoors).sort());
  });
});

describe('the two manifests', () => {
  it('by HTTP, Slack calls one address for everything', () => {
    const { features, settings } = read('http');
    const urls = [
      ...features.slash_commands.map(({ url }) => url),
      settings.interactivity.request_url,
      settings.event_subscriptions.request_url,
    ];
    expect(new Set(urls)).toEqual(new Set(['https://usher.example.com/slack/events']));
    expect(settings.socket_mode_enabled).toBe(false);
  });

  it('in Socket Mode, Slack is given no address', () => {
    expect(JSON.stringify(filled('socket'))).not.toContain('http');
    expect(read('socket').settings.socket_mode_enabled).toBe(true);
  });

  it('differ in nothing else', () => {
    const withoutUrls = (mode: ManifestMode) =>
      JSON.parse(
        JSON.stringify(readJson(templates[mode]), (key, value) =>
          ['url', 'request_url', 'socket_mode_enabled'].includes(key) ? undefined : value,
        ),
      );
    expect(withoutUrls('http')).toEqual(withoutUrls('socket'));
  });
});

describe('fillManifest', () => {
  it.each([
    ['http', { url: 'http://usher.example.com' }, /^--url must be/u],
    ['http', { url: 'usher.example.com' }, /^--url must be/u],
    ['http', { url: 'https://usher.example.com/?x=1' }, /^--url must be/u],
    ['http', { url: 'https://user:pass@usher.example.com' }, /^--url must be/u],
    ['http', { prefix: '/members' }, /^--prefix must be/u],
    ['socket', { prefix: 'a'.repeat(21) }, /^--prefix must be/u],
    ['http', { name: ' ' }, /^--name must have/u],
    ['http', { name: 'N'.repeat(36) }, /^--name must have/u],
  ] as const)('%s with %j is refused in one line', (mode, changes, problem) => {
    const manifest = filled(mode, changes);
    expect(manifest).toMatchObject({ ok: false, refusal: expect.stringMatching(problem) });
    expect(manifest.ok ? '\n' : manifest.refusal).not.toContain('\n');
  });

  it('keeps a name with quotes and placeholders a name', () => {
    expect(read('http', { name: '", "x": "{{url}}' }).display_information.name).toBe('", "x": "{{url}}');
  });
});

describe('npm run manifest', () => {
  const script = ['--import', 'tsx', 'manifest/print.ts'];

  it('prints what fillManifest makes of its arguments', () => {
    const printed = execFileSync(process.execPath, [...script, '--mode', 'socket', '--prefix', 'crew'], {
      encoding: 'utf8',
    });
    expect(filled('socket', { name: 'Usher' })).toEqual({ ok: true, value: JSON.parse(printed) });
  });

  it.each([
    [[], '--url is missing'],
    [['--mode', 'carrier'], '--mode must be http or socket: carrier'],
    [['--colour', 'red'], "Unknown option '--colour'"],
  ])('with %j says in one line what is wrong', (args, problem) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...script, ...args], { encoding: 'utf8' });
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(problem)]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});
