import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { validateBlocks } from '../../support/workspace/kit/validate-blocks.ts';
import type { Sight } from '../sight.ts';
import { Blocks } from './blocks/blocks.tsx';
import { type Desk, DeskProvider } from './desk.ts';
import { withEmoji } from './emoji.ts';

const sight: Sight = {
  me: 'U1',
  zone: 'Europe/Berlin',
  now: Date.UTC(2026, 10, 26, 12),
  people: [{ id: 'U1', name: 'ada', fullName: 'Ada Example', standing: 'Admin', isActor: true, toldAt: 0 }],
  members: 1,
  channels: [{ id: 'C1', name: 'sales', isPrivate: false, isArchived: false, isMember: true }],
  direct: 'D1',
  bot: 'U2',
  messages: {},
  modals: [],
  home: null,
  files: [],
  mails: [],
  faults: { isSlackBusy: false, isMailDown: false },
  refusals: [],
  hints: { commands: [], words: [], shortcuts: [] },
};

const desk: Desk = {
  sight,
  send: async () => undefined,
  confirm: (_question, act) => act(),
  enteredAt: () => ({}),
  keep: () => ({}),
};

/** What the page draws of a message that Slack would take. */
const draw = (...blocks: object[]): string => {
  const verdict = validateBlocks(blocks);
  if (!verdict.ok) throw new Error(verdict.messages.join('; '));
  return renderToString(
    <DeskProvider value={desk}>
      <Blocks blocks={verdict.blocks} shown={{ place: { channel: 'C1', ts: '1.1' } }} />
    </DeskProvider>,
  );
};

const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const plain = (text: string) => ({ type: 'plain_text', text });

describe('emoji', () => {
  it.each([
    ['Done :tada: now', 'Done 🎉 now'],
    [':large_green_circle: up', '🟢 up'],
    [':wave::skin-tone-4:', '👋🏽'],
    ['from 10:30:45 to 11:00:00', 'from 10:30:45 to 11:00:00'],
    [':constructor: and :nobody_knows:', ':constructor: and :nobody_knows:'],
  ])('%s', (written, drawn) => expect(withEmoji(written)).toBe(drawn));
});

describe('blocks', () => {
  it('pictures are drawn in a block, beside a section and in a context line, each with its words', () => {
    const image = (name: string) => ({ type: 'image', image_url: `https://example.com/${name}.png`, alt_text: name });
    const html = draw(
      { ...image('wide'), title: plain('A chart :bar_chart:') },
      { type: 'section', text: mrkdwn('Hello'), accessory: image('beside') },
      { type: 'context', elements: [image('small'), mrkdwn('as of today')] },
    );
    for (const name of ['wide', 'beside', 'small'])
      expect(html).toContain(`<img class="picture ${name}" src="https://example.com/${name}.png" alt="${name}"`);
    expect(html).toContain('A chart 📊');
    const uploaded = draw({ type: 'image', slack_file: { url: 'http://127.0.0.1:1/files/F1/a.png' }, alt_text: 'a' });
    expect(uploaded).toContain('src="/files/F1"');
  });

  it('text reads as in Slack, and nothing in it becomes markup of the page', () => {
    const html = draw({
      type: 'section',
      text: mrkdwn('*Bold* <@U1> in <#C1> &lt;b&gt; `:tada:` <javascript:x|here>\n> so'),
    });
    expect(html).toContain('<strong>Bold</strong>');
    expect(html).toContain('<span class="mention">@Ada Example</span>');
    expect(html).toContain('#sales');
    expect(html).toContain('&lt;b>');
    expect(html).toContain('<code>:tada:</code>');
    expect(html).not.toContain('href="javascript');
    expect(html).toContain('<blockquote>so</blockquote>');
  });

  it('a table has a head, and its columns stand as the app says', () => {
    const cell = (text: string) => ({ type: 'raw_text', text });
    const html = draw({
      type: 'table',
      rows: [
        [cell('Name'), cell('Seats')],
        [cell('Kaya'), cell('3')],
      ],
      column_settings: [{ is_wrapped: true }, { align: 'right' }],
    });
    expect(html).toContain('<th scope="col" class="left"><span>Name</span></th>');
    expect(html).toContain('<td class="right unwrapped"><span>3</span></td>');
  });
});
