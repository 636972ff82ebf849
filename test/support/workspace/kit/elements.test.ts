import { describe, expect, it } from 'vitest';
import { actions, button, inMessage, long, mrkdwn, option, options, plain, select, text } from './examples.ts';

describe('elements', () => {
  it.each<[string, unknown, string]>([
    [
      '26 action elements',
      actions(...Array.from({ length: 26 }, (_, index) => button({ action_id: `b${index}` }))),
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'an unknown element',
      actions({ type: 'slider' }),
      'unsupported type: slider [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'a button text over 75',
      actions(button({ text: plain(long(76)) })),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    ['mrkdwn on a button', actions(button({ text: mrkdwn('a') })), '[json-pointer:/blocks/0/elements/0/text/type]'],
    ['a button value over 2000', actions(button({ value: long(2001) })), 'must be less than 2001 characters'],
    [
      'a button value that is no string',
      actions(button({ value: 7 })),
      'must provide a string [json-pointer:/blocks/0/elements/0/value]',
    ],
    ['a button url over 3000', actions(button({ url: long(3001) })), 'must be less than 3001 characters'],
    ['an unknown button style', actions(button({ style: 'default' })), '[json-pointer:/blocks/0/elements/0/style]'],
    [
      'a confirm title over 100',
      actions(button({ confirm: { title: plain(long(101)), text: plain('a') } })),
      'must be less than 101 characters',
    ],
    [
      'a confirm text over 300',
      actions(button({ confirm: { text: plain(long(301)) } })),
      'must be less than 301 characters',
    ],
    [
      'a confirm button over 30',
      actions(button({ confirm: { text: plain('a'), deny: plain(long(31)) } })),
      'must be less than 31 characters',
    ],
    ['a confirm without text', actions(button({ confirm: {} })), 'missing required field: text'],
    [
      'an accessibility label over 75',
      actions(button({ accessibility_label: long(76) })),
      'must be less than 76 characters',
    ],
    ['101 options', actions(select({ options: options(101) })), 'no more than 100 items allowed'],
    ['no options', actions(select({ options: [] })), 'must have at least 1 items'],
    [
      'options and groups',
      actions(select({ option_groups: [{ label: plain('a'), options: options(1) }] })),
      'must define either `options` or `option_groups`',
    ],
    [
      'an option text over 75',
      actions(select({ options: [{ text: plain(long(76)), value: 'a' }] })),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
    ],
    [
      'an option value over 75',
      actions(select({ options: [{ text: plain('a'), value: long(76) }] })),
      'must be less than 76 characters',
    ],
    [
      'an option value that is no string',
      actions(select({ options: [{ text: plain('a'), value: 1 }] })),
      'must provide a string',
    ],
    [
      'mrkdwn in a select option',
      actions(select({ options: [{ text: mrkdwn('a'), value: 'a' }] })),
      '/options/0/text/type]',
    ],
    [
      'an initial option that is not offered',
      actions(select({ initial_option: option('9') })),
      'must be one of the provided options [json-pointer:/blocks/0/elements/0/initial_option]',
    ],
    ['a placeholder over 150', actions(select({ placeholder: plain(long(151)) })), 'must be less than 151 characters'],
    ['one overflow option', actions({ type: 'overflow', options: options(1) }), 'must have at least 2 items'],
    ['six overflow options', actions({ type: 'overflow', options: options(6) }), 'no more than 5 items allowed'],
    ['eleven radio buttons', actions({ type: 'radio_buttons', options: options(11) }), 'no more than 10 items allowed'],
    ['eleven checkboxes', actions({ type: 'checkboxes', options: options(11) }), 'no more than 10 items allowed'],
    ['a date of another form', actions({ type: 'datepicker', initial_date: '24.12.2026' }), 'must match YYYY-MM-DD'],
    [
      'a date that does not exist',
      actions({ type: 'datepicker', initial_date: '2026-02-30' }),
      'must match YYYY-MM-DD',
    ],
    ['a time of another form', actions({ type: 'timepicker', initial_time: '7pm' }), 'must match HH:mm'],
    [
      'a time stamp in milliseconds',
      actions({ type: 'datetimepicker', initial_date_time: 1_764_000_000_000 }),
      'must be at most 9999999999',
    ],
    ['a user that is no id', actions({ type: 'users_select', initial_user: '@ada' }), 'must be a valid user id'],
    ['an empty filter', actions({ type: 'conversations_select', filter: {} }), 'must provide at least one filter'],
    ['a text field in actions', actions(text()), 'unsupported type: plain_text_input'],
  ])('when it holds %s, it is refused', (_what, block, complaint) => {
    const complaints = inMessage(block);
    expect(complaints[0]).toBe('invalid_blocks');
    expect(complaints.slice(1).join('\n')).toContain(complaint);
  });
});
