import { describe, expect, it } from 'vitest';
import {
  actions,
  button,
  inMessage,
  inModal,
  input,
  long,
  modal,
  mrkdwn,
  options,
  plain,
  section,
  select,
  text,
} from './examples.ts';

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const confirm = (more: object) => actions(button({ confirm: { text: plain('Sure?'), ...more } }));
const cells = (count: number) => many(count, () => ({ type: 'raw_text', text: 'a' }));

/** What docs.slack.dev allows of each thing in a message: as many or as long, and no more. */
const ofMessages: readonly (readonly [
  what: string,
  most: number,
  make: (size: number) => object | readonly object[],
])[] = [
  ['blocks', 50, (size) => many(size, () => ({ type: 'divider' }))],
  ['characters of a section', 3000, (size) => section({ text: mrkdwn(long(size)) })],
  ['fields of a section', 10, (size) => section({ fields: many(size, () => plain('a')) })],
  ['characters of a field', 2000, (size) => section({ fields: [mrkdwn(long(size))] })],
  ['characters of a header', 150, (size) => ({ type: 'header', text: plain(long(size)) })],
  ['elements of a context', 10, (size) => ({ type: 'context', elements: many(size, () => plain('a')) })],
  ['elements of actions', 25, (size) => actions(...many(size, (index) => button({ action_id: `b${index}` })))],
  ['characters of a button', 75, (size) => actions(button({ text: plain(long(size)) }))],
  ['characters of the value of a button', 2000, (size) => actions(button({ value: long(size) }))],
  ['characters of the address of a button', 3000, (size) => actions(button({ url: long(size) }))],
  ['characters of the label of a button', 75, (size) => actions(button({ accessibility_label: long(size) }))],
  ['characters of a confirm', 300, (size) => confirm({ text: mrkdwn(long(size)) })],
  ['characters of the title of a confirm', 100, (size) => confirm({ title: plain(long(size)) })],
  [
    'characters of the buttons of a confirm',
    30,
    (size) => confirm({ confirm: plain(long(size)), deny: plain(long(size)) }),
  ],
  ['options of a menu', 100, (size) => actions(select({ options: options(size) }))],
  [
    'groups of a menu',
    100,
    (size) =>
      actions({
        ...select({ options: undefined }),
        option_groups: many(size, () => ({ label: plain('a'), options: options(1) })),
      }),
  ],
  [
    'characters of the label of a group',
    75,
    (size) =>
      actions({
        ...select({ options: undefined }),
        option_groups: [{ label: plain(long(size)), options: options(1) }],
      }),
  ],
  ['characters of an option', 75, (size) => actions(select({ options: [{ text: plain(long(size)), value: 'a' }] }))],
  [
    'characters of the value of an option',
    75,
    (size) => actions(select({ options: [{ text: plain('a'), value: long(size) }] })),
  ],
  [
    'characters of the description of an option',
    75,
    (size) => actions(select({ options: [{ text: plain('a'), value: 'a', description: plain(long(size)) }] })),
  ],
  ['characters of a placeholder', 150, (size) => actions(select({ placeholder: plain(long(size)) }))],
  ['options of an overflow menu', 5, (size) => actions({ type: 'overflow', options: options(size) })],
  ['radio buttons', 10, (size) => actions({ type: 'radio_buttons', options: options(size) })],
  ['checkboxes', 10, (size) => actions({ type: 'checkboxes', options: options(size) })],
  ['characters of a block_id', 255, (size) => section({ block_id: long(size) })],
  ['characters of an action_id', 255, (size) => actions(button({ action_id: long(size) }))],
  ['characters of markdown', 12_000, (size) => ({ type: 'markdown', text: long(size) })],
  ['rows of a table', 100, (size) => ({ type: 'table', rows: many(size, () => cells(1)) })],
  ['cells of a row', 20, (size) => ({ type: 'table', rows: [cells(size)] })],
];

/** The same of modals. */
const ofModals: readonly (readonly [what: string, most: number, make: (size: number) => object])[] = [
  ['blocks', 100, (size) => modal(many(size, () => ({ type: 'divider' })))],
  ['characters of the title', 24, (size) => modal([], { title: plain(long(size)) })],
  ['characters of submit', 24, (size) => modal([], { submit: plain(long(size)) })],
  ['characters of close', 24, (size) => modal([], { close: plain(long(size)) })],
  ['characters of private_metadata', 3000, (size) => modal([], { private_metadata: long(size) })],
  ['characters of a callback_id', 255, (size) => modal([], { callback_id: long(size) })],
  ['characters of an external_id', 255, (size) => modal([], { external_id: long(size) })],
  ['characters of a label', 2000, (size) => modal([input(text(), { label: plain(long(size)) })])],
  ['characters of a hint', 2000, (size) => modal([input(text(), { hint: plain(long(size)) })])],
  ['characters that are typed', 3000, (size) => modal([input(text({ max_length: size }))])],
  ['characters of an initial value', 3000, (size) => modal([input(text({ initial_value: long(size) }))])],
  ['files', 10, (size) => modal([input({ type: 'file_input', max_files: size })])],
  ['characters of an alert', 200, (size) => modal([{ type: 'alert', text: plain(long(size)) }])],
];

describe('at the limit and one beyond', () => {
  it.each(ofMessages)('%s in a message: %i', (_what, most, make) => {
    expect(inMessage(...[make(most)].flat())).toEqual([]);
    expect(inMessage(...[make(most + 1)].flat())[0]).toBe('invalid_blocks');
  });

  it.each(ofModals)('%s in a modal: %i', (_what, most, make) => {
    expect(inModal(make(most))).toEqual([]);
    expect(inModal(make(most + 1))[0]).toBe('invalid_arguments');
  });

  it('250 kB in a view', () => {
    const filled = (blocks: number) => modal(many(blocks, () => section({ text: plain(long(2950)) })));
    expect(inModal(filled(80))).toEqual([]);
    expect(inModal(filled(90))[0]).toBe('view_too_large');
  });
});
