import type { ActionsBlock } from '@slack/types';
import type { Organization } from '../../domain/organization.ts';
import { mrkdwnPen, type Pen } from '../wording.ts';
import { actions, button, context, type Message, section } from './blocks.ts';

/** Its value: the invitation whose link ran out. */
export const INVITATION_ASK = 'invitation_ask';

export const askButton = (invitationId: string): ActionsBlock =>
  actions(button({ id: INVITATION_ASK, text: 'Ask for a new link', value: invitationId, style: 'primary' }));

/** `askedAt`: null until the invitee asked for a new link. */
export const wordRunOut = (expiresAt: Date, askedAt: Date | null, pen: Pen): string =>
  askedAt
    ? `The link ran out ${pen.at(expiresAt)}. You asked for a new one ${pen.at(askedAt)}: it comes to you once it is sent.`
    : `The link ran out ${pen.at(expiresAt)}. Would you still like to join? Ask for a new one.`;

type Named = Pick<Organization, 'name' | 'timeZone'>;

/** What a card turns into at once when it is pressed too late; the settled card follows. */
export const runOutCard = (organization: Named, expiresAt: Date, invitationId: string): Message => {
  const { text, blocks } = cardOf(organization, (pen) => wordRunOut(expiresAt, null, pen));
  return { text, blocks: [...blocks, askButton(invitationId)] };
};

/** After “Ask for a new link”; an admin has a card that sends it. */
export const askedCard = (organization: Named, askedAt: Date): Message =>
  cardOf(organization, (pen) => `You asked for a new link ${pen.at(askedAt)}. It comes to you once it is sent.`);

const cardOf = (organization: Named, outcome: (pen: Pen) => string): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const text = `Your invitation to ${pen.say(organization.name)}`;
  return { text: `${text}: ${outcome(pen)}`, blocks: [section(text), context(outcome(pen))] };
};
