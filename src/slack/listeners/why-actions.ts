import { emailKey } from '../../domain/email-address.ts';
import { readInviteForm } from '../../services/read-invite-form.ts';
import { sendLinkNow } from '../../services/send-link-now.ts';
import { tellSignIn } from '../../services/tell-sign-in.ts';
import type { Turn } from '../interaction.ts';
import { wordReinviteRefusal } from '../invite-texts.ts';
import type { ClickAnswer, ClickDoor } from '../run-click.ts';
import { inviteModal } from '../views/invite-modal.ts';
import { decodeLink } from '../views/link-value.ts';
import { decodeMember } from '../views/member-value.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import {
  WHY_ABOUT,
  WHY_ADDRESS,
  WHY_BY_MAIL,
  WHY_COPY,
  WHY_EDIT,
  WHY_GIVE,
  WHY_INVITE,
  WHY_NEW_LINK,
  WHY_SEND_NOW,
  WHY_TELL_SIGN_IN,
} from '../views/why-message.ts';
import { deniedMessage } from '../window.ts';
import { anotherAddressScreen } from './another-address-submission.ts';
import { copyLinkScreen } from './copy-link-submission.ts';
import { editScreen } from './edit-invitation-submission.ts';
import { giveScreen } from './grant-screens.ts';
import { gone, newLink } from './new-link.ts';
import { inviteScreen } from './screens.ts';
import { explain } from './why-command.ts';

/** `First Last <address>` of somebody who was here or invited before, so that nobody has to type a name again. */
const withName = async ({ edge, context }: Turn, email: string): Promise<string> => {
  const subject = { emailKey: emailKey(email), slack: null };
  const [known] = await edge.deps.store.findWhyPeople(context.organization.id, subject);
  return known?.firstName && known.lastName ? `${known.firstName} ${known.lastName} <${email}>` : email;
};

/** The current link goes out, by the way that its terms say or by mail. */
const sendNow = async ({ edge, asked, words }: Turn, value: string, byMail: boolean): Promise<ClickAnswer> => {
  const shown = decodeLink(value);
  if (!shown) return { tell: textMessage(gone) };
  const result = await sendLinkNow(edge.deps, asked, { ...shown, byMail });
  const { pen } = words;
  if (result.ok) {
    const how = byMail ? ' by mail' : '';
    return { replace: textMessage(`The link is on its way to ${pen.address(result.value.email)}${how}.`) };
  }
  const { refusal } = result;
  if (refusal.kind === 'not_sendable') {
    const { email, reason } = refusal;
    return { replace: textMessage(`${pen.address(email)}: ${wordReinviteRefusal(reason, words)}`) };
  }
  if (refusal.kind === 'invitation_unknown') return { replace: textMessage(gone) };
  return { tell: deniedMessage({ refusal, words }) };
};

/** The buttons of a verdict: each does what mends it, and says what is true by then where that is something else. */
export const whyClicks: Readonly<Record<string, ClickDoor>> = {
  [WHY_INVITE]: {
    may: 'invite',
    shows: 'window',
    next: 'invite',
    run: async (turn, { value }) => {
      const form = await readInviteForm(turn.edge.deps, turn.context);
      if (form.roles.length === 0) return inviteScreen(turn);
      return { view: inviteModal(form, turn.words, { addresses: await withName(turn, value) }) };
    },
  },
  [WHY_ADDRESS]: {
    may: 'edit_invitation',
    shows: 'window',
    next: 'pending',
    run: async (turn, { value }) => {
      const [shown = '', email = ''] = value.split(' ');
      const link = decodeLink(shown);
      return link ? anotherAddressScreen(turn, { link, trail: null }, email) : { message: textMessage(gone) };
    },
  },
  [WHY_COPY]: {
    may: 'copy_link',
    shows: 'window',
    next: 'pending',
    run: async (turn, { value }) => {
      const link = decodeLink(value);
      return link ? copyLinkScreen(turn, { link, trail: null }) : { message: textMessage(gone) };
    },
  },
  [WHY_EDIT]: {
    may: 'edit_invitation',
    shows: 'window',
    next: 'pending',
    run: async (turn, { value }) => {
      const link = decodeLink(value);
      return link ? editScreen(turn, { link, trail: null }) : { message: textMessage(gone) };
    },
  },
  [WHY_GIVE]: {
    may: 'grant',
    shows: 'window',
    next: 'list',
    run: (turn, { value }) => giveScreen(turn, decodeMember(value)),
  },
  [WHY_NEW_LINK]: {
    may: 'reinvite',
    shows: 'here',
    run: (turn, { value }) => newLink(turn, value, (told) => ({ replace: told })),
  },
  [WHY_SEND_NOW]: { may: 'reinvite', shows: 'here', run: (turn, { value }) => sendNow(turn, value, false) },
  [WHY_BY_MAIL]: { may: 'reinvite', shows: 'here', run: (turn, { value }) => sendNow(turn, value, true) },
  [WHY_TELL_SIGN_IN]: {
    may: 'why',
    shows: 'here',
    run: async ({ edge, asked, words }, { value }) => {
      const result = await tellSignIn(edge.deps, asked, value);
      if (result.ok) {
        const to = words.pen.address(result.value.email);
        return { replace: textMessage(`A message is on its way to ${to}: where to sign in, and as whom.`) };
      }
      const { refusal } = result;
      if (refusal.kind === 'not_active') {
        return { replace: textMessage('They are not an active member any more. Nothing was sent. Ask again why.') };
      }
      return { tell: deniedMessage({ refusal, words }) };
    },
  },
  [WHY_ABOUT]: {
    may: 'why',
    shows: 'here',
    run: async (turn, { value }) => ({ replace: await explain(turn, { kind: 'email', email: value }) }),
  },
};
