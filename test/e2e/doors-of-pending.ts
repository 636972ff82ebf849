import type { Modal } from '../support/workspace/modal.ts';
import type { Screen } from './door.ts';
import type { ExampleOrg } from './example-org.ts';

/** The acts behind *More* of a row on the pending screen, and the forms that they open. */
export const pendingScreens = (
  { ada }: ExampleOrg,
  pending: () => Promise<Modal>,
): Readonly<Record<string, Screen>> => {
  const chosen = (label: string, email: string) => (modal: Modal) => modal.click(label, { row: email });
  const form = (label: string, title: string, email: string) => async () => {
    await chosen(label, email)(await pending());
    return ada.modal({ settled: true, title });
  };
  const inviteForm = async () => {
    await ada.types('/members invite');
    return ada.modal({ settled: true, title: 'Invite people' });
  };
  const submit = (modal: Modal) => modal.submit();
  return {
    'pending_more.edit': { open: pending, act: chosen('Edit', 'waiting20@') },
    'pending_more.address': { open: pending, act: chosen('Another address', 'waiting20@') },
    another_address_modal: {
      open: async () => {
        const modal = await form('Another address', 'Another address', 'waiting21@')();
        await modal.fill('New address', 'elsewhere@example.net');
        return modal;
      },
      act: submit,
    },
    'pending_more.copy': { open: pending, act: chosen('Copy a link', 'waiting20@') },
    copy_link_modal: { open: form('Copy a link', 'Copy a link', 'waiting22@'), act: submit },
    edit_invitation_modal: { open: form('Edit', 'Edit invitation', 'waiting20@'), act: submit },
    primary_team: { open: inviteForm, act: (modal) => modal.fill('Primary team', 'Support') },
    same_as: { open: inviteForm, act: (modal) => modal.fill('Same as', ada) },
    send: { open: inviteForm, act: (modal) => modal.fill('Send', 'Pick a date and time') },
  };
};
