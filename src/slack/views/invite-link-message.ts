import type { InviteLinkNews } from '../../ports/invite-links.ts';
import { closedInWords } from '../invite-link-texts.ts';
import { count } from '../plural.ts';
import { mrkdwnPen } from '../wording.ts';
import { actions, button, context, type Message, sections } from './blocks.ts';
import { linkTerms } from './invite-links-modal.ts';
import { OPEN_INVITE_LINKS } from './open-buttons.ts';
import { whoWithAddress } from './people.ts';

// A message holds some 13,000 characters in all.
const maxCharacters = 8000;

/** The one message about an invite link, edited as people join by it: `Your invite link for Viewer in Sales: 7 of 50 joined`. */
export const inviteLinkMessage = ({ link, joins, closed, timeZone }: InviteLinkNews): Message => {
  const pen = mrkdwnPen(timeZone);
  const text = `Your invite link for ${linkTerms(link, pen)}: ${link.uses} of ${link.maxUses} joined`;
  const lines = joins.map((person) => `• ${whoWithAddress(person, pen)}, ${pen.at(person.joinedAt)}`);
  let shown = lines.length;
  while (lines.slice(0, shown).join('\n').length > maxCharacters) shown -= 1;
  const before = link.uses - shown;
  return {
    text,
    blocks: [
      ...sections([
        `*${text}*`,
        ...lines.slice(0, shown),
        ...(before > 0 ? [`…and ${count(before, 'other', 'others')} before`] : []),
      ]),
      context(closed ? sentence(closedInWords(closed, { pen })) : `Open until ${pen.at(link.expiresAt)}.`),
      actions(button({ id: OPEN_INVITE_LINKS, text: 'Invite links' })),
    ],
  };
};

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
