import { describe, expect, it } from 'vitest';
import { type Settings, settingFields } from '../../../src/domain/settings.ts';
import { settingWords } from '../../../src/slack/settings-words.ts';
import { settingId } from '../../../src/slack/views/settings/setting-input.ts';
import {
  parseSettingsForm,
  readSettingsForm,
  settingsForm,
  settingsFormAgain,
} from '../../../src/slack/views/settings/settings-form.ts';
import { fieldsOfGroup, findSettingsGroup, settingsGroups } from '../../../src/slack/views/settings/settings-groups.ts';
import { savedLines, settingsOverview } from '../../../src/slack/views/settings/settings-overview.ts';
import { mrkdwnWording } from '../../../src/slack/wording.ts';
import { Prisma } from '../../../src/store/generated/client.ts';
import { initialValue } from '../../support/workspace/values.ts';
import { at, hostileTexts, longest, organization, words } from '../examples.ts';
import { expectModal } from '../shown.ts';
import { hostileOrganization } from '../worst-case.ts';

const longDomain = (n: number): string => `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.d${n}.example`;

/** Everything at its longest. */
const fullest: typeof organization = {
  ...hostileOrganization,
  name: longest(120),
  productName: longest(80),
  productUrl: `https://studio.example.com/${longest(470)}`,
  gettingStartedUrl: `https://studio.example.com/${longest(470)}`,
  supportContact: hostileTexts.join(' ').padEnd(200, '&').slice(0, 200),
  ownDomains: Array.from({ length: 100 }, (_, n) => longDomain(n)),
  allowedDomains: Array.from({ length: 100 }, (_, n) => longDomain(n)),
  blockedDomains: Array.from({ length: 100 }, (_, n) => longDomain(n)),
  adminChannelId: 'C0123456789',
  organizationChannelId: 'G0123456789',
  organizationPosts: 'WEEKLY',
  timeZone: 'America/Argentina/ComodRivadavia',
  language: longest(100),
};

const groupOf = (id: string) => {
  const group = findSettingsGroup(id);
  if (!group) throw new Error(`There is no group ${id}`);
  return group;
};

/** What an input that nobody touched holds: its element is as the local workspace validated it. */
const untouched = (block: object): unknown => ('element' in block ? initialValue(block.element as never) : null);

/** What Slack sends when nobody touched anything, with these fields changed. */
const sent = (id: string, settings: typeof organization, changes: Record<string, unknown> = {}) => {
  const view = settingsForm(groupOf(id), settings, at);
  const values: Record<string, Record<string, unknown>> = Object.fromEntries(
    view.blocks.flatMap((block) =>
      block.type === 'input' ? [[block.block_id ?? '', { [block.block_id ?? '']: untouched(block) }]] : [],
    ),
  );
  for (const [field, value] of Object.entries(changes)) values[field] = { [field]: value };
  const filled = readSettingsForm(view.private_metadata ?? '', values);
  if (!filled) throw new Error('The form was not read');
  return filled;
};

describe('the settings screen', () => {
  it('has each column of an organization that is a setting, once', () => {
    const others = ['id', 'createdAt'];
    const columns = Object.keys(Prisma.OrganizationScalarFieldEnum).filter((column) => !others.includes(column));
    expect([...settingFields].sort()).toEqual(columns.sort());
    expect(settingsGroups.flatMap(fieldsOfGroup).sort()).toEqual(columns.sort());
    expect(Object.keys(settingWords)).toEqual(settingsGroups.flatMap(fieldsOfGroup));
  });

  it('at its fullest is a modal that Slack takes, and so is each form', () => {
    const hostile = mrkdwnWording(fullest, '/members');
    const changed = settingFields.map((field) => ({ field, from: fullest, to: { ...fullest }, isOverwritten: true }));
    expectModal(settingsOverview(fullest, hostile));
    expectModal(
      settingsOverview(fullest, hostile, savedLines({ organization: fullest, changed, isRepeat: false }, hostile)),
    );
    for (const group of settingsGroups) {
      const form = settingsForm(group, fullest, at);
      expectModal(form);
      expect(form.title.text).toBe(group.title);
      expectModal(settingsFormAgain(sent(group.id, fullest), fullest, at, [longest(200)]));
    }
  });

  it('says every value in words, and hides nothing', () => {
    const text = JSON.stringify(settingsOverview(organization, words).blocks);
    for (const { label } of Object.values(settingWords)) expect(text).toContain(label);
    expect(text).toContain('Link life: 24 hours');
    expect(JSON.stringify(settingsOverview(fullest, words).blocks)).not.toMatch(/<!|<@|…and \d+ more/);
  });
});

describe('a settings form that comes back untouched', () => {
  it.each(settingsGroups.map(({ id }) => id))('%s changes nothing', (id) => {
    const small = {
      ...fullest,
      supportContact: longest(200),
      ownDomains: ['xn--mller-kva.example'],
      allowedDomains: ['example.com', 'b.example'],
      blockedDomains: [],
    };
    for (const settings of [organization, { ...small, adminChannelId: null }]) {
      expect(parseSettingsForm(sent(id, settings))).toEqual({ ok: true, value: [] });
    }
  });
});

const text = (value: string) => ({ type: 'plain_text_input', value });
const picked = (value: string) => ({ type: 'static_select', selected_option: { value } });

describe('what is typed into a settings form', () => {
  const read: [string, keyof Settings, unknown, unknown][] = [
    ['organization', 'name', text('  New   Name '), 'New Name'],
    ['organization', 'productName', text(''), null],
    [
      'organization',
      'productUrl',
      text('http://intra.example.com:8080/a?b=c#d'),
      'http://intra.example.com:8080/a?b=c#d',
    ],
    ['organization', 'supportContact', text('Grace in the office'), 'Grace in the office'],
    ['invitations', 'invitationLifetimeHours', text('3 days'), 72],
    ['invitations', 'reinviteCap', text(' 5 '), 5],
    [
      'addresses',
      'ownDomains',
      text('Example.com, m\u00FCller.example\n\nexample.com'),
      ['example.com', 'xn--mller-kva.example'],
    ],
    ['addresses', 'guestPolicy', picked('WARN'), 'WARN'],
    ['channels', 'adminChannelId', { selected_conversations: ['C0123456789'] }, 'C0123456789'],
    ['reminders', 'remindersOn', picked('off'), false],
    ['reminders', 'digestHour', picked('0'), 0],
    ['people', 'timeZone', picked('Asia/Tokyo'), 'Asia/Tokyo'],
  ];
  it.each(read)('%s, %s: %j is read as %j', (group, field, value, expected) => {
    const parsed = parseSettingsForm(sent(group, organization, { [settingId(field as never)]: value }));
    expect(parsed).toMatchObject({ ok: true, value: [{ field, value: expected }] });
  });

  const wrong: [string, keyof Settings, unknown, RegExp][] = [
    ['organization', 'name', text('\u200B '), /needs a name/],
    ['organization', 'name', text('N'.repeat(121)), /120/],
    ['organization', 'productName', text('N'.repeat(81)), /81 characters; 80 fit/],
    ['organization', 'productUrl', text('studio.example.com'), /such as https:\/\/studio/],
    ['organization', 'productUrl', text('javascript:alert(1)'), /web address/],
    ['organization', 'productUrl', text('https://a:b@example.com'), /web address/],
    ['organization', 'gettingStartedUrl', text('https://example.com/|<!channel>'), /web address/],
    ['organization', 'gettingStartedUrl', text(`https://example.com/${'a'.repeat(500)}`), /web address/],
    ['invitations', 'invitationLifetimeHours', text('31 days'), /“24 hours” or “3 days”/],
    ['invitations', 'invitationLifetimeHours', text('0'), /at least 1 hour/],
    ['invitations', 'reinviteCap', text('0'), /from 1 to 20/],
    ['invitations', 'dailyInvitationCap', text('1e9'), /whole number/],
    ['invitations', 'deliveryPolicy', picked('PIGEON'), /Choose one/],
    [
      'addresses',
      'allowedDomains',
      text('example.com ada@example.com nothing'),
      /“ada@example.com” is not a domain, and 1 other is not either/,
    ],
    [
      'addresses',
      'blockedDomains',
      text(Array.from({ length: 101 }, (_, n) => `d${n}.example`).join('\n')),
      /At most 100 domains fit; these are 101/,
    ],
    ['channels', 'organizationChannelId', { selected_conversations: ['D0123456789'] }, /direct message is none/],
    ['reminders', 'quietFromHour', picked('24'), /Choose an hour/],
    ['people', 'timeZone', picked('Mars/Base'), /Choose a time zone/],
  ];
  it.each(wrong)('%s, %s: %j is refused on its field', (group, field, value, error) => {
    const id = settingId(field as never);
    const parsed = parseSettingsForm(sent(group, organization, { [id]: value }));
    expect(parsed).toEqual({ ok: false, refusal: { [id]: expect.stringMatching(error) } });
  });

  it('can be shown again whatever it was', () => {
    const filled = sent('organization', organization, { [settingId('productUrl')]: text('nonsense') });
    const again = settingsFormAgain(filled, organization, at, ['This is not a web address.']);
    expect(JSON.stringify(again.blocks)).toContain('"initial_value":"nonsense"');
    expect(again.private_metadata).toBe(settingsForm(groupOf('organization'), organization, at).private_metadata);
  });
});
