import type { ModalView } from '@slack/types';
import type { BindingProposal } from '../../domain/refusal.ts';
import type { Wording } from '../wording.ts';
import { actions, button, context, type Message, plain, section } from './blocks.ts';
import { nameFields } from './name-fields.ts';
import { OPEN_BINDING } from './open-buttons.ts';

export const BINDING_MODAL = 'binding_modal';

const claim = ({ email, roleName }: BindingProposal, { pen, organization }: Wording): string =>
  `Slack says that your address is *${pen.address(email)}*. In ${pen.strong(organization)} that address has the role ${pen.say(roleName)}.`;

/** “This is me”: after it, the Slack user id decides. `next` names the screen to go on with. */
export const bindingModal = (proposal: BindingProposal, wording: Wording, next: string): ModalView => ({
  type: 'modal',
  callback_id: BINDING_MODAL,
  title: plain('Is this you?', 24),
  submit: plain('This is me', 24),
  close: plain('Cancel', 24),
  private_metadata: next,
  blocks: [
    section(claim(proposal, wording)),
    ...nameFields({
      first: !proposal.firstName,
      last: !proposal.lastName,
      suggestedFirst: proposal.suggestedFirstName,
      suggestedLast: proposal.suggestedLastName,
    }),
    ...(proposal.needsCode ? [context('An admin is asked for a code next. It is mailed to this address.')] : []),
    context('Not you? Close this, and tell an admin.'),
  ],
});

/** The same question where no window can be opened. */
export const bindingMessage = (proposal: BindingProposal, wording: Wording): Message => ({
  text: 'Is this you?',
  blocks: [
    section(claim(proposal, wording)),
    actions(button({ id: OPEN_BINDING, text: 'This is me', style: 'primary' })),
  ],
});
