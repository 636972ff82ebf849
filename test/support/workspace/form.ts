import { apiClient, section } from './api-client.ts';
import type { Modal } from './modal.ts';
import type { Person } from './person.ts';
import type { Workspace } from './workspace.ts';

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() });
/** An input block whose block_id is its label in lower case. */
export const input = (label: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: label.toLowerCase(),
  label: plain(label),
  element: { action_id: 'it', ...element },
  ...more,
});
const row = (text: string, value: string) => ({
  ...section(text),
  accessory: { type: 'button', action_id: 'manage', text: plain('Manage'), value },
});

/** A form with a field of every kind. */
const FORM = [
  input('Name', { type: 'plain_text_input', max_length: 10, min_length: 2 }),
  input('Notes', { type: 'plain_text_input', multiline: true }, { optional: true }),
  input('Email', { type: 'email_text_input' }, { optional: true }),
  input('Count', { type: 'number_input', is_decimal_allowed: false, max_value: '9' }, { optional: true }),
  input('Role', {
    type: 'static_select',
    options: [option('Viewer'), option('Admin')],
    initial_option: option('Viewer'),
  }),
  input(
    'Teams',
    { type: 'multi_static_select', options: [option('Sales'), option('Support')], max_selected_items: 2 },
    { optional: true },
  ),
  input('Who', { type: 'multi_users_select' }, { optional: true }),
  input('Send', { type: 'radio_buttons', options: [option('Now'), option('Later')] }, { optional: true }),
  input(
    'Products',
    { type: 'checkboxes', options: [option('Mail'), option('Wiki')] },
    { optional: true, dispatch_action: true },
  ),
  input('Day', { type: 'datepicker' }, { optional: true }),
  input('Search', { type: 'plain_text_input' }, { optional: true, dispatch_action: true }),
  input('File', { type: 'file_input', filetypes: ['csv'], max_files: 1 }, { optional: true }),
  row('Ada', '1'),
  row('Bob', '2'),
];

/** Opens the form for a person, as an app does after a command. */
export const openForm = async (workspace: Workspace, person: Person): Promise<Modal> => {
  const { payload } = await person.types('/form');
  await apiClient(workspace).views.open({
    trigger_id: String(payload['trigger_id']),
    view: {
      type: 'modal',
      title: plain('Form'),
      submit: plain('Save'),
      private_metadata: 'm',
      blocks: FORM as never,
    },
  });
  return person.modal();
};
