import type { Action } from '../domain/action.ts';
import { type DeliveryCause, deliveryCauses } from '../domain/delivery-cause.ts';
import type { CardEvent } from '../domain/person-card.ts';
import { policy } from '../domain/policy.ts';
import { wordAction } from './access-refusal-texts.ts';
import { wordDeliveryCause, wordHoldUp } from './delivery-texts.ts';
import { mention } from './mrkdwn.ts';
import type { Pen } from './wording.ts';

/** What is told of one entry of the trail. */
export type AuditFacts = Pick<
  CardEvent,
  'action' | 'at' | 'actorKind' | 'actorName' | 'actorSlackUserId' | 'via' | 'changed' | 'roleFrom' | 'roleTo'
>;

type Worded = (facts: AuditFacts, pen: Pen) => string;

const asRole: Worded = ({ roleTo }, pen) => (roleTo ? ` as ${pen.say(roleTo, 75)}` : '');

const fromRoleToRole: Worded = ({ roleFrom, roleTo }, pen) =>
  roleFrom && roleTo ? ` from ${pen.say(roleFrom, 75)} to ${pen.say(roleTo, 75)}` : '';

const refusedAttempt: Worded = ({ changed }) => {
  const action = Object.keys(policy).find((each): each is Action => each === changed['action']);
  return action ? `Tried to ${wordAction(action)}` : 'Tried something';
};

const ways: Readonly<Record<string, string>> = { DM: 'in Slack', EMAIL: 'by mail' };

const way: Worded = ({ changed }) => ways[String(changed['channel'])] ?? '';

/** Why a link did not arrive, in the words of the other screens. */
const cause =
  (word: (cause: DeliveryCause) => string): Worded =>
  ({ changed }) => {
    const found = deliveryCauses.find((each) => each === changed['cause']);
    return found ? `: ${word(found)}` : '';
  };
const finalCause = cause(wordDeliveryCause);
const holdUp = cause(wordHoldUp);

const seen: Readonly<Record<string, string>> = {
  left: 'Deactivated in Slack',
  guest: 'Admin, and a guest in Slack',
  address: 'Another address in Slack',
  joined: 'New in Slack',
};

const seenInSlack: Worded = ({ changed }) => seen[String(changed['kind'])] ?? 'Seen in Slack';

/**
 * What happened, by the action's name in the trail; `link.…` is what became of a link, which the trail does not hold. A test fails
 * where something is written that has no words here.
 */
export const auditActs: Readonly<Record<string, Worded>> = {
  'attempt.refused': refusedAttempt,
  'identity.bind': () => 'Slack user confirmed',
  'invitation.allow': () => 'May be written to again',
  'invitation.ask': () => 'Asked for a new link',
  'invitation.bounce': (facts, pen) => `Mail with the link came back${finalCause(facts, pen)}`,
  'invitation.copy_link': () => 'Link copied',
  'invitation.create': (facts, pen) => `Invited${asRole(facts, pen)}`,
  'invitation.decline': () => 'Invitation declined',
  'invitation.edit': () => 'Invitation changed',
  'invitation.send': () => 'Went out, as was scheduled',
  'invitation.hand_over': () => 'Invitation handed over',
  'invitation.reinvite': () => 'New link sent',
  'invitation.reopen': () => 'Invitation counts again',
  'invitation.remind': (facts, pen) => `Reminded ${way(facts, pen)}`,
  'invitation.renew': (facts, pen) => `Invited again${asRole(facts, pen)}`,
  'invitation.send_now': ({ changed }) => (changed['byMail'] === true ? 'Link sent by mail too' : 'Link sent at once'),
  'invitation.stop': () => 'Asked not to be written to',
  'invitation.withdraw': () => 'Invitation withdrawn',
  'link.failed': (facts, pen) => `Link not delivered ${way(facts, pen)}${finalCause(facts, pen)}`,
  'link.opened': () => 'Link opened',
  'link.queued': (facts, pen) => `Link not delivered yet ${way(facts, pen)}${holdUp(facts, pen)}`,
  'link.sent': (facts, pen) => `Link delivered ${way(facts, pen)}`,
  'invite_link.create': () => 'Invite link made',
  'invite_link.move': () => 'Invite link leads into another team',
  'invite_link.revoke': () => 'Invite link revoked',
  'membership.add': (facts, pen) => `Added${asRole(facts, pen)}`,
  'membership.appoint': () => 'Appointed admin',
  'membership.change_products': () => 'Products changed',
  'membership.change_role': (facts, pen) => `Role changed${fromRoleToRole(facts, pen)}`,
  'membership.change_teams': () => 'Teams changed',
  'membership.deactivate': () => 'Deactivated',
  'membership.grant': () => 'Permission granted',
  'membership.join': (facts, pen) =>
    `Joined${facts.changed['inviteLinkId'] ? ' by an invite link' : ''}${asRole(facts, pen)}`,
  'membership.reactivate': () => 'Reactivated',
  'membership.remove': () => 'Removed',
  'membership.revive': (facts, pen) => `Joined again${asRole(facts, pen)}`,
  'membership.revoke': () => 'Permission taken back',
  'membership.tell_sign_in': () => 'Told where to sign in',
  'organization.change_settings': () => 'Settings changed',
  'product.change': () => 'Product changed',
  'product.create': () => 'Product added',
  'request.approve': () => 'Request approved',
  'request.create': () => 'Asked for an invitation',
  'request.decline': () => 'Request declined',
  'permission.change': () => 'Permission changed',
  'permission.create': () => 'Permission added',
  'reminder.dropped': ({ changed }) =>
    changed['cause'] === 'cap_reached'
      ? 'Reminder left out: enough was sent to this address in 30 days'
      : 'Reminder left out: whoever sent the link can no longer give this role',
  'reminder.failed': (facts, pen) => `Reminder not delivered ${way(facts, pen)}${finalCause(facts, pen)}`,
  'role.change': () => 'Role changed',
  'role.create': () => 'Role added',
  'role.retire': () => 'Role retired',
  'job.retry': () => 'Failed jobs done again',
  'roster.export': () => 'List of people exported',
  'import.cancel': () => 'Import stopped',
  'import.discard': () => 'Import put away',
  'import.download': () => 'Rows of an import that were not invited downloaded',
  'import.preview': () => 'Import prepared',
  'import.send': () => 'Import sent',
  'import.stop': () => 'Import stopped half-way: it was no longer allowed',
  'happening.dismiss': ({ changed }) =>
    changed['kind'] === 'joined' ? 'Not invited, though new in Slack' : 'Left as it is',
  'happening.open': seenInSlack,
  'identity.mark_guest': ({ changed }) =>
    changed['isGuest'] === true ? 'Guest in Slack' : 'No guest in Slack any more',
  'team.archive': () => 'Team archived',
  'team.change': () => 'Team changed',
  'team.create': () => 'Team added',
  'team.move': () => 'Everybody moved to another team',
  'template.apply': () => 'Template applied',
  'template.change': () => 'Template changed',
  'template.create': () => 'Template added',
  'pause.approve': () => 'Approved further acts',
  'pause.ask': () => 'Another admin asked first',
  'pause.confirm': () => 'Confirmed by number',
  'pause.decline': () => 'Declined further acts',
  undo: () => 'Undone',
  'workspace.resume': () => 'Slack takes messages again',
  'workspace.stop': () => 'Slack took no more messages',
};

/** `invitation.copy_link` reads `invitation copy link` where nobody has worded it. */
const unworded = (action: string): string => action.replaceAll(/[._]/g, ' ');

const byWhom = ({ action, actorKind, actorName, actorSlackUserId }: AuditFacts, pen: Pen): string => {
  // Whose link it is, and who opened it, is told already.
  if (action.startsWith('link.') || action.startsWith('reminder.')) return '';
  if (actorKind === 'MEMBERSHIP')
    return ` by ${actorName ? pen.say(actorName, 80) : 'somebody who is not known any more'}`;
  if (actorKind === 'SLACK_USER') return actorSlackUserId ? ` by ${mention(actorSlackUserId)}` : '';
  if (actorKind === 'SYSTEM') return ' by Usher';
  return actorKind === 'CLI' ? ' by the operator' : '';
};

/** One line of a trail: `Role changed from Viewer to Admin by Ada Example, 22 Nov, 14:02`. */
export const wordAuditEvent = (facts: AuditFacts, pen: Pen): string =>
  `${auditActs[facts.action]?.(facts, pen) ?? pen.say(unworded(facts.action), 60)}${byWhom(facts, pen)}, ${pen.at(facts.at)}`;
