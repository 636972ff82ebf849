import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reader } from './dates.ts';
import { linksIn, mentionsIn, readMrkdwn } from './mrkdwn.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

const reader = (zone = 'Europe/Berlin'): Reader => ({
  zone,
  now: Date.now(),
  userName: (id) => `user ${id}`,
  channelName: (id) => `channel ${id}`,
});

describe('reading mrkdwn', () => {
  it.each([
    ['mentions', '<@U1> in <#C1|old-name>', '@user U1 in #channel C1'],
    ['broadcasts', '<!channel> <!here>', '@channel @here'],
    [
      'links',
      '<https://example.com/a?b=1&amp;c=2|here> <https://example.com>',
      'here (https://example.com/a?b=1&c=2) https://example.com',
    ],
    ['addresses', '<mailto:a@example.com|a@example.com>', 'a@example.com'],
    ['escaped markup', '&lt;!channel&gt; &lt;@U1&gt; &amp;lt;', '<!channel> <@U1> &lt;'],
    ['a label with markup in it', '<https://example.com|&lt;!channel&gt;>', '<!channel> (https://example.com)'],
  ])('when there are %s, they read as a person sees them', (_what, text, read) => {
    expect(readMrkdwn(text, reader())).toBe(read);
  });

  it('when there is a date, it stands in the zone of the reader', () => {
    const at = Date.UTC(2026, 0, 31, 23, 30) / 1000;
    const token = `<!date^${at}^{date_short} {time}|fallback>`;
    expect(readMrkdwn(token, reader('Europe/Berlin'))).toBe('Feb 1, 2026 00:30');
    expect(readMrkdwn(token, reader('America/New_York'))).toBe('Jan 31, 2026 18:30');
    expect(readMrkdwn(`<!date^${at}^{date_long}|x>`, reader('UTC'))).toBe('Saturday, January 31st, 2026');
  });

  it('when a date is near, the pretty form says so', () => {
    const now = Math.floor(Date.now() / 1000);
    expect(readMrkdwn(`<!date^${now}^{date_short_pretty}|x>`, reader())).toBe('today');
    expect(readMrkdwn(`<!date^${now + 86_400}^{date_pretty}|x>`, reader())).toBe('tomorrow');
  });

  it('when markup is escaped it rings nobody and links nowhere', () => {
    expect(mentionsIn('<!channel> <@U1|a> &lt;!here&gt; <!date^1^{time}|x>')).toEqual(['@channel', 'U1']);
    expect(linksIn('&lt;https://evil.example|Approve&gt; <https://example.com|ok>')).toEqual([
      { url: 'https://example.com', label: 'ok' },
      { url: 'https://evil.example', label: 'https://evil.example' },
    ]);
  });
});

describe('reading blocks', () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await startWorkspace({ zone: 'UTC' });
  });
  afterEach(() => workspace.stop());

  it('when blocks are shown, they read from top to bottom', () => {
    const ada = workspace.person({ firstName: 'Ada', lastName: 'Example' });
    const text = (words: string) => ({ type: 'plain_text' as const, text: words });
    const rendered = workspace.renderText(
      [
        { type: 'header', text: text('People') },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: `*<@${ada.id}>*` },
          fields: [{ type: 'mrkdwn', text: 'Role: Admin' }],
          accessory: { type: 'button', text: text('Manage') },
        },
        { type: 'divider' },
        {
          type: 'context',
          elements: [
            { type: 'mrkdwn', text: 'Page 1' },
            { type: 'image', alt_text: 'logo', image_url: 'https://example.com/l.png' },
          ],
        },
        {
          type: 'actions',
          elements: [
            { type: 'button', text: text('Next') },
            {
              type: 'overflow',
              options: [
                { text: text('A'), value: 'a' },
                { text: text('B'), value: 'b' },
              ],
            },
          ],
        },
        {
          type: 'input',
          label: text('Name'),
          optional: true,
          hint: text('As in the passport'),
          element: { type: 'plain_text_input', placeholder: text('Ada') },
        },
        {
          type: 'input',
          label: text('Send'),
          element: {
            type: 'radio_buttons',
            options: [
              { text: text('Now'), value: 'n' },
              { text: text('Later'), value: 'l' },
            ],
          },
        },
        { type: 'alert', level: 'warning', text: text('Careful') },
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_list',
              style: 'ordered',
              elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: ada.id }] }],
            },
          ],
        },
        {
          type: 'table',
          rows: [
            [
              { type: 'raw_text', text: 'a' },
              { type: 'raw_number', value: 1, text: '1' },
            ],
          ],
        },
      ],
      { viewer: ada },
    );
    expect(rendered).toBe(
      [
        'People',
        '*@Ada Example*',
        'Role: Admin  [Manage]',
        '---',
        'Page 1  [image: logo]',
        '[Next]  [… A / B]',
        'Name (optional): ____ (Ada)',
        '  As in the passport',
        'Send:',
        '( ) Now',
        '( ) Later',
        '(warning) Careful',
        '1. @Ada Example',
        'a | 1',
      ].join('\n'),
    );
  });
});
