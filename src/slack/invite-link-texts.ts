import { readableDomain } from '../domain/domain-name.ts';
import type { InviteLinkRefusal, LinkClosed, RevokeRefusal } from '../domain/invite-link.ts';
import { wordForm } from './form-refusal-texts.ts';
import { count } from './plural.ts';
import type { Wording } from './wording.ts';

export const wordInviteLink = (refusal: InviteLinkRefusal | RevokeRefusal, wording: Wording): string => {
  const { pen, command } = wording;
  switch (refusal.kind) {
    case 'invite_link_unknown':
      return 'This invite link is not there. Nothing was changed.';
    case 'links_off':
      return `Invite links are off in ${pen.say(wording.organization)}. Turn them on in ${pen.code(`${command} settings`)}, under “Who can be invited”.`;
    case 'no_mail_server':
      return 'Whoever joins by an invite link types a code that is mailed to them, and no mail server is set up here. Whoever runs Usher can set SMTP_URL.';
    case 'no_public_address':
      return 'Invite links lead to a page, and Usher has no public address here. Whoever runs Usher can set PUBLIC_URL.';
    case 'role_of_admins':
      return `${pen.say(refusal.role)} is a role of admins, which no invite link gives. Choose another one, or invite that person by their address.`;
    case 'role_above_least':
      return `Invite links give the least role only, ${pen.say(refusal.least)}. The settings can allow others.`;
    case 'domain_in_vain':
      return `Nobody of ${pen.say(readableDomain(refusal.domain))} can be invited: see “Who can be invited” in the settings.`;
    default:
      return wordForm(refusal, wording);
  }
};

const disorders: Readonly<Record<Extract<LinkClosed, { kind: 'link_out_of_order' }>['why'], string>> = {
  role_above_least: 'its role is above the least one, which the settings do not allow',
  role_retired: 'its role was retired',
  role_of_admins: 'its role is one of admins',
  team_archived: 'its team was archived',
  creator_lost_right: 'who made it may not give its role any more',
  no_mail_server: 'no mail server is set up, so no code can be mailed',
};

/** Why nobody joins by a link: `revoked today 14:02`. */
export const closedInWords = (closed: LinkClosed, { pen }: Pick<Wording, 'pen'>): string => {
  switch (closed.kind) {
    case 'link_revoked':
      return `revoked ${pen.at(closed.at)}`;
    case 'link_ended':
      return `ended ${pen.at(closed.at)}`;
    case 'link_used_up':
      return `used up: ${count(closed.uses, 'person has', 'people have')} joined`;
    case 'links_off':
      return 'off: invite links are turned off in the settings';
    case 'link_out_of_order':
      return `nobody can join: ${disorders[closed.why]}${closed.why === 'no_mail_server' ? '' : '. Make another link'}`;
  }
};
