import { maskEmail } from '../../domain/email-address.ts';
import type { InvitationRefusal } from '../../domain/refusal.ts';
import { acceptInvitation } from '../../services/accept-invitation.ts';
import { allowWriting } from '../../services/allow-writing.ts';
import { askForNewLink } from '../../services/ask-for-new-link.ts';
import { declineInvitation } from '../../services/decline-invitation.ts';
import { mailInstead } from '../../services/mail-instead.ts';
import type { Click } from '../click.ts';
import type { Turn } from '../interaction.ts';
import { wordRefusal } from '../refusal-texts.ts';
import { replaceMessage } from '../replace-message.ts';
import type { ClickAnswer, ClickDoor } from '../run-click.ts';
import type { SubmissionDoor } from '../run-submission.ts';
import { acceptNamesModal, decodeCardOrigin, encodeCardOrigin } from '../views/accept-names-modal.ts';
import { INVITATION_ALLOW } from '../views/allow-button.ts';
import { allowedMessage } from '../views/allowed-message.ts';
import {
  acceptedCard,
  declinedCard,
  INVITATION_ACCEPT,
  INVITATION_DECLINE,
  INVITATION_MAIL,
  INVITATION_STOP,
  mailedCard,
  stoppedCard,
} from '../views/invitation-card.ts';
import { messageModal } from '../views/message-modal.ts';
import { parseNameFields } from '../views/name-fields.ts';
import { refusalModal, textMessage } from '../views/refusal-surfaces.ts';
import { askedCard, INVITATION_ASK, runOutCard } from '../views/run-out-card.ts';

/** The proof is Slack's signature on this very click, and the user it names. */
const proofOf = ({ user }: Turn) => ({ kind: 'slack', user }) as const;

/** What is true now: a card that can no longer be decided gives way to it, any other stays. */
const answerRefusal = (turn: Turn, click: Click, refusal: InvitationRefusal): ClickAnswer => {
  const text = textMessage(wordRefusal(refusal, turn.words));
  switch (refusal.kind) {
    case 'names_missing':
      return { window: acceptNamesModal(refusal, encodeCardOrigin(click), turn.words) };
    case 'mailed_link_needed':
    case 'link_unmailable':
    case 'no_mail_server':
    case 'no_public_address':
    case 'not_the_invitee':
    case 'already_asked':
    case 'reinvited_too_often':
      return { tell: text };
    case 'invitation_unknown':
    case 'already_accepted':
    case 'already_declined':
    case 'already_withdrawn':
    case 'link_superseded':
    case 'issuer_lost_right':
      return { replace: text };
    case 'link_expired':
      return { replace: runOutCard(turn.context.organization, refusal.at, click.value) };
  }
};

export const cardClicks: Readonly<Record<string, ClickDoor>> = {
  [INVITATION_ACCEPT]: {
    may: 'whoami',
    shows: 'here',
    run: async (turn, click) => {
      const { edge, requestId, via, context } = turn;
      const names = { first: null, last: null };
      const input = { invitationId: click.value, proof: proofOf(turn), names, via, requestId };
      const result = await acceptInvitation(edge.deps, input);
      return result.ok
        ? { replace: acceptedCard(result.value.organization, context.now) }
        : answerRefusal(turn, click, result.refusal);
    },
  },
  [INVITATION_DECLINE]: {
    may: 'whoami',
    shows: 'here',
    run: async (turn, click) => {
      const { edge, requestId, via, context } = turn;
      const input = { invitationId: click.value, proof: proofOf(turn), stop: false, via, requestId };
      const result = await declineInvitation(edge.deps, input);
      return result.ok
        ? { replace: declinedCard(result.value.organization, context.now) }
        : answerRefusal(turn, click, result.refusal);
    },
  },
  [INVITATION_STOP]: {
    may: 'whoami',
    shows: 'here',
    run: async (turn, click) => {
      const { edge, requestId, via, context } = turn;
      const input = { invitationId: click.value, proof: proofOf(turn), stop: true, via, requestId };
      const result = await declineInvitation(edge.deps, input);
      return result.ok
        ? { replace: stoppedCard(result.value.organization, context.now, click.value) }
        : answerRefusal(turn, click, result.refusal);
    },
  },
  [INVITATION_ALLOW]: {
    may: 'whoami',
    shows: 'here',
    run: async (turn, click) => {
      const { edge, user, requestId, via, context, words } = turn;
      const proof = click.value
        ? ({ kind: 'card', invitationId: click.value, user } as const)
        : ({ kind: 'slack', user, organizationId: context.organization.id } as const);
      const result = await allowWriting(edge.deps, { proof, via, requestId });
      return result.ok ? { replace: allowedMessage(result.value, words) } : answerRefusal(turn, click, result.refusal);
    },
  },
  [INVITATION_ASK]: {
    may: 'whoami',
    shows: 'here',
    run: async (turn, click) => {
      const { edge, requestId, via, context } = turn;
      const result = await askForNewLink(edge.deps, {
        invitationId: click.value,
        proof: proofOf(turn),
        via,
        requestId,
      });
      if (result.ok) return { replace: askedCard(context.organization, result.value.askedAt) };
      const { refusal } = result;
      return refusal.kind === 'already_asked'
        ? { replace: askedCard(context.organization, refusal.at) }
        : answerRefusal(turn, click, refusal);
    },
  },
  [INVITATION_MAIL]: {
    may: 'whoami',
    shows: 'here',
    run: async (turn, click) => {
      const { edge, user, requestId, context } = turn;
      const result = await mailInstead(edge.deps, { invitationId: click.value, user, requestId });
      return result.ok
        ? { replace: mailedCard(context.organization, maskEmail(result.value.email)) }
        : answerRefusal(turn, click, result.refusal);
    },
  },
};

/** Accept, with the names that were missing. */
export const submitAcceptNames: SubmissionDoor = {
  may: 'whoami',
  run: async (turn, view) => {
    const { edge, requestId, via, words, context } = turn;
    const names = parseNameFields(view.state.values);
    const origin = decodeCardOrigin(view.private_metadata);
    if (!names.ok) {
      const asked = { first: 'first_name' in view.state.values, last: 'last_name' in view.state.values };
      return { errors: names.refusal, again: () => acceptNamesModal(asked, view.private_metadata, words) };
    }
    const input = { invitationId: origin.invitationId, proof: proofOf(turn), names: names.value, via, requestId };
    const result = await acceptInvitation(edge.deps, input);
    if (!result.ok) return { view: refusalModal(wordRefusal(result.refusal, words)) };
    const card = acceptedCard(result.value.organization, context.now);
    if (origin.message) await replaceMessage(turn, { message: origin.message }, undefined, card);
    return { view: messageModal('Welcome', card.blocks) };
  },
};
