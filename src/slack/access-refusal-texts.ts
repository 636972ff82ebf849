import type { Action } from '../domain/action.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import type { Wording } from './wording.ts';

/** Goes after “can” and “can't”. */
const acts: Readonly<Record<Action, string>> = {
  help: 'read the help',
  whoami: 'ask who they are',
  list: 'see the people',
  person: 'look people up',
  invite: 'invite people',
  pending: 'see the pending invitations',
  reinvite: 'send new links',
  withdraw: 'withdraw invitations',
  change_role: 'change the roles of people',
  deactivate: 'deactivate people',
  reactivate: 'bring people back',
  remove: 'remove people',
  undo: 'undo what was done',
  decide_pause: 'decide whether another admin goes on',
  teams: 'look after the teams',
  products: 'look after the products',
  change_teams: 'change the teams of people',
  change_products: 'change the products of people',
  why: "ask why somebody can't get in",
  settings: 'change the settings',
  read_roles: 'read the roles',
  roles: 'change what roles there are',
  edit_invitation: 'change invitations',
  request: 'ask for somebody to be invited',
  export: 'export the list of people',
  decide_request: 'decide on requests to join',
  decide_happening: 'decide on what happened in Slack',
  copy_link: 'copy the links of invitations',
  import: 'invite many people at once',
  invite_links: 'look after the invite links',
  join: 'join by a link',
  permissions: 'look after the permissions',
  grant: 'give and take permissions',
  doctor: 'see whether Usher is in order',
  retry_jobs: 'have failed jobs done again',
};

/** What was tried: `change roles`. */
export const wordAction = (action: Action): string => acts[action];

const whomToAsk = (action: Action, { pen, command }: Wording): string => {
  const isInviting = action === 'invite' || action === 'import' || action === 'invite_links';
  return isInviting
    ? `Ask them by ${pen.code(`${command} request`)}.`
    : `Ask one of them to do it: ${pen.code(`${command} whoami`)} says who they are.`;
};

export const wordAccess = (refusal: AccessRefusal | BindingProposal, wording: Wording): string => {
  const { pen, command } = wording;
  const organization = pen.say(wording.organization);
  switch (refusal.kind) {
    case 'other_workspace':
    case 'slack_stranger':
      return `This desk works only for people of ${organization}'s own Slack workspace, and you are from another one. Ask an admin of ${organization} for what you need.`;
    case 'not_a_member':
      if (refusal.action === 'whoami' || refusal.action === 'help') {
        return `You are not a member of ${organization} yet. Ask an admin to invite you.`;
      }
      return `You are not a member of ${organization} yet, so you can't ${acts[refusal.action]}. ${pen.code(`${command} whoami`)} shows what Usher knows of you, and whom to ask.`;
    case 'no_longer_a_member':
      return refusal.status === 'DEACTIVATED'
        ? `Your membership of ${organization} is deactivated, so nothing was done. An admin can bring it back by inviting you again.`
        : `You are no longer a member of ${organization}, so nothing was done. An admin can invite you again.`;
    case 'admins_only':
      return `Only admins of ${organization} can ${acts[refusal.action]}, and you are not an admin at the moment. Nothing was done. ${whomToAsk(refusal.action, wording)}`;
    case 'slack_guest':
      return `Guests of this workspace can't act here. Nothing was done. Ask an admin of ${organization} for what you need.`;
    case 'slack_bot':
      return 'This desk works for people, and Slack says that this is a bot. Nothing was done.';
    case 'slack_deactivated':
      return 'Slack says that this account is deactivated. Nothing was done. Ask an admin of the workspace.';
    case 'not_bound_yet':
      return `Usher does not know yet that you are ${pen.address(refusal.email)}. Type ${pen.code(`${command} whoami`)} and confirm it, then try again.`;
  }
};
