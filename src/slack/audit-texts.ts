import type { CardEvent } from '../domain/person-card.ts';
import { mention } from './mrkdwn.ts';
import type { Pen } from './wording.ts';

/** What is told of one entry of the trail. */
export type AuditFacts = Pick<
  CardEvent,
  'action' | 'at' | 'actorKind' | 'actorName' | 'actorSlackUserId' | 'via' | 'roleFrom' | 'roleTo'
>;

type Worded = (facts: AuditFacts, pen: Pen) => string;

const asRole: Worded = ({ roleTo }, pen) => (roleTo ? ` as ${pen.say(roleTo, 75)}` : '');

const fromRoleToRole: Worded = ({ roleFrom, roleTo }, pen) =>
  roleFrom && roleTo ? ` from ${pen.say(roleFrom, 75)} to ${pen.say(roleTo, 75)}` : '';

/** What happened, by the action's name in the trail. */
const acts: Readonly<Record<string, Worded>> = {
  'identity.bind': () => 'Slack user confirmed',
  'invitation.ask': () => 'Asked for a new link',
  'invitation.copy_link': () => 'Link copied',
  'invitation.create': (facts, pen) => `Invited${asRole(facts, pen)}`,
  'invitation.decline': () => 'Invitation declined',
  'invitation.edit': () => 'Invitation changed',
  'invitation.hand_over': () => 'Invitation handed over',
  'invitation.reinvite': () => 'New link sent',
  'invitation.reopen': () => 'Invitation counts again',
  'invitation.renew': (facts, pen) => `Invited again${asRole(facts, pen)}`,
  'invitation.stop': () => 'Asked not to be written to',
  'invitation.withdraw': () => 'Invitation withdrawn',
  'membership.add': (facts, pen) => `Added${asRole(facts, pen)}`,
  'membership.appoint': () => 'Appointed admin',
  'membership.change_products': () => 'Products changed',
  'membership.change_role': (facts, pen) => `Role changed${fromRoleToRole(facts, pen)}`,
  'membership.change_teams': () => 'Teams changed',
  'membership.deactivate': () => 'Deactivated',
  'membership.grant': () => 'Permission granted',
  'membership.join': (facts, pen) => `Joined${asRole(facts, pen)}`,
  'membership.reactivate': () => 'Reactivated',
  'membership.remove': () => 'Removed',
  'membership.revive': (facts, pen) => `Joined again${asRole(facts, pen)}`,
  'membership.revoke': () => 'Permission taken back',
  'pause.approve': () => 'Approved further acts',
  'pause.ask': () => 'Another admin asked first',
  'pause.confirm': () => 'Confirmed by number',
  'pause.decline': () => 'Declined further acts',
  undo: () => 'Undone',
};

/** `invitation.copy_link` reads `invitation copy link` where nobody has worded it. */
const unworded = (action: string): string => action.replaceAll(/[._]/g, ' ');

const byWhom = ({ actorKind, actorName, actorSlackUserId }: AuditFacts, pen: Pen): string => {
  if (actorKind === 'MEMBERSHIP') return actorName ? ` by ${pen.say(actorName, 80)}` : '';
  if (actorKind === 'SLACK_USER') return actorSlackUserId ? ` by ${mention(actorSlackUserId)}` : '';
  if (actorKind === 'SYSTEM') return ' by Usher';
  return actorKind === 'CLI' ? ' by the operator' : '';
};

/** One line of a trail: `Role changed from Viewer to Admin by Ada Example, 22 Nov, 14:02`. */
export const wordAuditEvent = (facts: AuditFacts, pen: Pen): string =>
  `${acts[facts.action]?.(facts, pen) ?? pen.say(unworded(facts.action), 60)}${byWhom(facts, pen)}, ${pen.at(facts.at)}`;
