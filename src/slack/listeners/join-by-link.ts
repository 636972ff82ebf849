import { joinInSlack, readJoinOffer } from '../../services/join-in-slack.ts';
import type { Turn } from '../interaction.ts';
import { wordJoin } from '../join-texts.ts';
import type { SubmissionDoor } from '../run-submission.ts';
import { readLinkId } from '../views/invite-links-modal.ts';
import { JOIN_MODAL, joinedModal, joinModal } from '../views/join-modal.ts';
import { parseNameFields } from '../views/name-fields.ts';
import { refusalModal, textMessage } from '../views/refusal-surfaces.ts';
import type { WindowAnswer } from '../window.ts';

/** `join https://…/join/…`: what the link offers, or why it does not. */
export const joinScreen = async ({ edge, context, words }: Turn, token: string | null): Promise<WindowAnswer> => {
  const linkId = token === null ? undefined : edge.deps.shareableLinks.read(token);
  const offer = await readJoinOffer(edge.deps, context, linkId);
  return offer.ok ? { view: joinModal(offer.value, words) } : { message: textMessage(wordJoin(offer.refusal, words)) };
};

const submitJoin: SubmissionDoor = {
  may: 'join',
  run: async (turn, view) => {
    const { edge, asked, context, words } = turn;
    const linkId = readLinkId(view.private_metadata);
    const names = parseNameFields(view.state.values);
    if (!names.ok) {
      const again = async () => {
        const offer = await readJoinOffer(edge.deps, context, linkId);
        return offer.ok ? joinModal(offer.value, words) : refusalModal(wordJoin(offer.refusal, words));
      };
      return { errors: names.refusal, again };
    }
    const { first, last } = names.value;
    const joined = await joinInSlack(edge.deps, asked, { linkId, names: { first: first ?? '', last: last ?? '' } });
    return { view: joined.ok ? joinedModal(joined.value, words) : refusalModal(wordJoin(joined.refusal, words)) };
  },
};

/** By callback id. */
export const joinSubmissions: Readonly<Record<string, SubmissionDoor>> = { [JOIN_MODAL]: submitJoin };
