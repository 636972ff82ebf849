import { validateBlocks } from './validate-blocks.ts';
import { validateModal } from './validate-view.ts';

/** Short ways to write blocks in the tests of the kit. */

export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const section = (more: object = {}) => ({ type: 'section', text: mrkdwn('Hello'), ...more });
export const button = (more: object = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), ...more });
export const option = (value: string, more: object = {}) => ({ text: plain(value), value, ...more });
export const options = (count: number) => Array.from({ length: count }, (_, index) => option(String(index)));
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const select = (more: object = {}) => ({ type: 'static_select', action_id: 's', options: options(2), ...more });
export const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Name'),
  element,
  ...more,
});
export const text = (more: object = {}) => ({ type: 'plain_text_input', action_id: 't', ...more });
export const long = (length: number) => 'x'.repeat(length);
export const modal = (blocks: object[], more: object = {}) => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Save'),
  blocks,
  ...more,
});

/** What Slack would complain of in a message with these blocks. */
export const inMessage = (...blocks: unknown[]): string[] => {
  const verdict = validateBlocks(blocks);
  return verdict.ok ? [] : [verdict.error, ...verdict.messages];
};

/** What Slack would complain of in this modal. */
export const inModal = (view: unknown): string[] => {
  const verdict = validateModal(view);
  return verdict.ok ? [] : [verdict.error, ...verdict.messages];
};
