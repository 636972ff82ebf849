import { describe, expect, it } from 'vitest';
import { button, inModal, input, long, modal, mrkdwn, option, options, plain, section, text } from './examples.ts';
import { validateHome } from './validate-view.ts';

describe('a modal', () => {
  it('when all is well, nothing is said', () => {
    expect(
      inModal(
        modal([
          input(text({ multiline: true, min_length: 1, max_length: 100, initial_value: 'Ada', focus_on_load: true })),
          input({ type: 'email_text_input' }, { optional: true, hint: plain('Work address') }),
          input({ type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '9' }),
          input({ type: 'file_input', filetypes: ['csv'], max_files: 1 }),
          input({ type: 'external_select', min_query_length: 0 }, { dispatch_action: true }),
          input({ type: 'checkboxes', options: [{ text: mrkdwn('*a*'), value: 'a' }] }),
          { type: 'alert', text: mrkdwn('Careful'), level: 'warning' },
          section(),
        ]),
      ),
    ).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    [
      'a title over 24',
      modal([], { title: plain(long(25)) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    ['no title', { type: 'modal', blocks: [] }, 'missing required field: title [json-pointer:/view]'],
    [
      'a submit over 24',
      modal([], { submit: plain(long(25)) }),
      'must be less than 25 characters [json-pointer:/view/submit/text]',
    ],
    [
      'a close over 24',
      modal([], { close: plain(long(25)) }),
      'must be less than 25 characters [json-pointer:/view/close/text]',
    ],
    ['metadata over 3000', modal([], { private_metadata: long(3001) }), 'must be less than 3001 characters'],
    ['a callback_id over 255', modal([], { callback_id: long(256) }), 'must be less than 256 characters'],
    ['an external_id over 255', modal([], { external_id: long(256) }), 'must be less than 256 characters'],
    [
      '101 blocks',
      modal(Array(101).fill({ type: 'divider' })),
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    ['an input and no submit', { type: 'modal', title: plain('T'), blocks: [input(text())] }, '`submit` is required'],
    [
      'an unknown field',
      modal([], { submit_disabled: true }),
      'invalid additional property: submit_disabled [json-pointer:/view]',
    ],
    ['a table', modal([{ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }]), 'unsupported type: table'],
    ['a markdown block', modal([{ type: 'markdown', text: 'a' }]), 'unsupported type: markdown'],
    ['an alert over 200', modal([{ type: 'alert', text: plain(long(201)) }]), 'must be less than 201 characters'],
    ['an input without a label', modal([{ type: 'input', element: text() }]), 'missing required field: label'],
    ['a label in mrkdwn', modal([input(text(), { label: mrkdwn('a') })]), '/view/blocks/0/label/type]'],
    ['a button as input', modal([input(button())]), 'unsupported type: button'],
    ['a text field with 3001', modal([input(text({ max_length: 3001 }))]), 'must be at most 3000'],
    [
      'an initial value over max_length',
      modal([input(text({ max_length: 2, initial_value: 'abc' }))]),
      'must be no longer than max_length',
    ],
    [
      'min over max',
      modal([input({ type: 'number_input', is_decimal_allowed: true, min_value: '2', max_value: '1' })]),
      'must be no more than max_value',
    ],
    [
      'a number input without is_decimal_allowed',
      modal([input({ type: 'number_input' })]),
      'missing required field: is_decimal_allowed',
    ],
    [
      'two focused fields',
      modal([input(text({ focus_on_load: true })), input(text({ focus_on_load: true }))]),
      'only one element can have focus_on_load',
    ],
    ['eleven files', modal([input({ type: 'file_input', max_files: 11 })]), 'must be at most 10'],
    [
      'an initial checkbox not offered',
      modal([input({ type: 'checkboxes', options: options(1), initial_options: [option('7')] })]),
      'must be one of the provided options',
    ],
    [
      'repeated block ids',
      modal([section({ block_id: 'a' }), section({ block_id: 'a' })]),
      '`block_id` already exists: a [json-pointer:/view/blocks/1/block_id]',
    ],
  ])('when it has %s, it is refused', (_what, view, complaint) => {
    const complaints = inModal(view);
    expect(complaints.slice(0, 2)).toEqual([
      'invalid_arguments',
      'failed to match all allowed schemas [json-pointer:/view]',
    ]);
    expect(complaints.slice(2).join('\n')).toContain(complaint);
  });

  it('when it is over 250 kB, it is too large', () => {
    expect(inModal(modal(Array(90).fill(section({ text: mrkdwn(long(2990)) }))))).toEqual(['view_too_large']);
  });
});

describe('a Home tab', () => {
  it('when it has inputs it is taken, a file input or a modal field is refused', () => {
    expect(validateHome({ type: 'home', blocks: [input(text())] }).ok).toBe(true);
    expect(validateHome({ type: 'home', blocks: [input({ type: 'file_input' })] }).ok).toBe(false);
    expect(validateHome({ type: 'home', title: plain('T'), blocks: [] }).ok).toBe(false);
    expect(validateHome({ type: 'home', blocks: [{ type: 'alert', text: plain('a') }] }).ok).toBe(false);
  });
});
