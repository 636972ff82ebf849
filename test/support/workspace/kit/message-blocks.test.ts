import { describe, expect, it } from 'vitest';
import { actions, button, inMessage, input, long, mrkdwn, option, plain, section, select, text } from './examples.ts';
import { validateBlocks } from './validate-blocks.ts';

describe('blocks of a message', () => {
  it('when all is well, nothing is said', () => {
    expect(
      inMessage(
        section({
          accessory: button({ url: 'https://example.com', style: 'danger', confirm: { text: plain('Sure?') } }),
        }),
        { type: 'header', text: plain('Header') },
        { type: 'divider' },
        {
          type: 'context',
          elements: [mrkdwn('a'), { type: 'image', alt_text: 'A', image_url: 'https://example.com/a.png' }],
        },
        actions(button(), select({ action_id: 'two', initial_option: option('1') })),
        { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'hi' }] }] },
        { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] },
        { type: 'markdown', text: '**b**' },
      ),
    ).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['an unknown block', { type: 'banner' }, 'unsupported type: banner [json-pointer:/blocks/0/type]'],
    ['a block without a type', {}, 'missing required field: type [json-pointer:/blocks/0]'],
    ['an unknown field', section({ colour: 'red' }), 'invalid additional property: colour [json-pointer:/blocks/0]'],
    ['a missing field', { type: 'header' }, 'missing required field: text [json-pointer:/blocks/0]'],
    [
      'a text that is no object',
      { type: 'header', text: 'Hi' },
      'must provide an object [json-pointer:/blocks/0/text]',
    ],
    ['mrkdwn in a header', { type: 'header', text: mrkdwn('Hi') }, '[json-pointer:/blocks/0/text/type]'],
    [
      'an empty text',
      section({ text: mrkdwn('') }),
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'a section text over 3000',
      section({ text: mrkdwn(long(3001)) }),
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'a section without text and fields',
      { type: 'section' },
      'must define either `text` or `fields` [json-pointer:/blocks/0]',
    ],
    [
      'eleven fields',
      section({ fields: Array(11).fill(plain('a')) }),
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    ['a field over 2000', section({ fields: [plain(long(2001))] }), 'must be less than 2001 characters'],
    ['a header over 150', { type: 'header', text: plain(long(151)) }, 'must be less than 151 characters'],
    ['a block_id over 255', section({ block_id: long(256) }), 'must be less than 256 characters'],
    [
      'eleven context elements',
      { type: 'context', elements: Array(11).fill(plain('a')) },
      'no more than 10 items allowed',
    ],
    ['no context elements', { type: 'context', elements: [] }, 'must have at least 1 items'],
    ['emoji in mrkdwn', section({ text: { ...mrkdwn('a'), emoji: true } }), 'invalid additional property: emoji'],
    [
      'an image without alt text',
      { type: 'image', image_url: 'https://example.com/a.png' },
      'missing required field: alt_text',
    ],
    ['an image without a source', { type: 'image', alt_text: 'A' }, 'must define either `image_url` or `slack_file`'],
    ['an input', input(text()), 'unsupported type: input [json-pointer:/blocks/0/type]'],
    ['an alert', { type: 'alert', text: plain('a') }, 'unsupported type: alert [json-pointer:/blocks/0/type]'],
    [
      'empty rich text',
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }] },
      'must be more than 0 characters',
    ],
    [
      '21 cells in a row',
      { type: 'table', rows: [Array(21).fill({ type: 'raw_text', text: 'a' })] },
      'no more than 20 items allowed',
    ],
    [
      '101 rows',
      { type: 'table', rows: Array(101).fill([{ type: 'raw_text', text: 'a' }]) },
      'no more than 100 items allowed',
    ],
    [
      'uneven rows of a data table',
      {
        type: 'data_table',
        caption: 'c',
        rows: [
          [{ type: 'raw_text', text: 'a' }],
          [
            { type: 'raw_text', text: 'a' },
            { type: 'raw_text', text: 'a' },
          ],
        ],
      },
      'must have the same number of values in every row',
    ],
  ])('when it holds %s, it is refused', (_what, block, complaint) => {
    const complaints = inMessage(block);
    expect(complaints[0]).toBe('invalid_blocks');
    expect(complaints.slice(1).join('\n')).toContain(complaint);
  });

  it('when there are 51 of them, they are refused', () => {
    expect(inMessage(...Array(51).fill({ type: 'divider' }))).toEqual([
      'invalid_blocks',
      'no more than 50 items allowed [json-pointer:/blocks]',
    ]);
    expect(inMessage(...Array(50).fill({ type: 'divider' }))).toEqual([]);
  });

  it('when ids repeat, they are refused; action ids only within one block', () => {
    expect(inMessage(section({ block_id: 'a' }), section({ block_id: 'a' })).join()).toContain(
      '`block_id` already exists: a',
    );
    expect(inMessage(actions(button(), button())).join()).toContain('`action_id` already exists: go');
    expect(inMessage(actions(button()), actions(button()))).toEqual([]);
  });

  it('when they are no list, the format is invalid', () => {
    expect(validateBlocks({ blocks: [] })).toMatchObject({ ok: false, error: 'invalid_blocks_format' });
  });

  it('when they are too long altogether, they are refused', () => {
    expect(inMessage(...Array(5).fill(section({ text: mrkdwn(long(2700)) })))).toEqual(['msg_blocks_too_long']);
    expect(inMessage(...Array(4).fill(section({ text: mrkdwn(long(2700)) })))).toEqual([]);
  });
});
