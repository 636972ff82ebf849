import { personName } from '../../domain/actor.ts';
import type { ConcernedMember, HappeningRecord } from '../../domain/happening.ts';
import type { ShownHappening } from '../../ports/happenings.ts';
import { wordOutcome } from '../happening-texts.ts';
import { cut } from '../mrkdwn.ts';
import { count, listOf } from '../plural.ts';
import { mrkdwnPen, type Pen } from '../wording.ts';
import { actions, button, context, type Message, section, sections } from './blocks.ts';
import { who, whoWithAddress } from './people.ts';

export const HAPPENING_DEACTIVATE = 'happening_deactivate';
export const HAPPENING_ROLE = 'happening_role';
export const HAPPENING_INVITE = 'happening_invite';
export const HAPPENING_DISMISS = 'happening_dismiss';

/** To the admins: what happened to somebody in Slack, and the one act that may follow. Decided, it has no buttons any more. */
export const happeningCard = (shown: ShownHappening): Message => {
  const { happening, organization } = shown;
  const pen = mrkdwnPen(organization.timeZone);
  const [first = '', ...more] = linesOf(shown, pen);
  const outcome = wordOutcome(happening, pen);
  const text = headlineOf(shown, pen);
  if (outcome !== null) return { text: `${text}: ${outcome}`, blocks: [section(first), context(outcome)] };
  return {
    text,
    blocks: [section(first), ...(more.length > 0 ? [context(...more)] : []), actions(...buttonsOf(shown))],
  };
};

/** What notifications and screen readers get. */
const headlineOf = (shown: ShownHappening, pen: Pen): string => {
  const name = who(personOf(shown), pen);
  switch (shown.happening.kind) {
    case 'left':
      return `${name} was deactivated in Slack`;
    case 'guest':
      return `${name} is a guest in Slack now`;
    case 'joined':
      return `${name} is new in Slack`;
    case 'address':
      return `${name} has another address in Slack`;
  }
};

/** As they are known here, else as Slack describes them. */
const personOf = ({ happening, person }: ShownHappening) => {
  const email = happening.member?.email ?? happening.email ?? happening.slack.userId;
  return happening.member ?? { firstName: person?.firstName ?? null, lastName: person?.lastName ?? null, email };
};

/** What happened, then the small print. */
const linesOf = (shown: ShownHappening, pen: Pen): string[] => {
  const { happening, organization } = shown;
  const { member } = happening;
  const name = whoWithAddress(personOf(shown), pen);
  const here = pen.say(organization.name);
  switch (happening.kind) {
    case 'left':
      return [
        `${name} was deactivated in Slack, and is still a member of ${here}: ${member ? standingOf(member, pen) : ''}.`,
        `Access goes on until somebody ends it here.${issuedOf(member)}`,
      ];
    case 'guest':
      return [
        `${name} is a guest in Slack now, and in ${here} ${member ? standingOf(member, pen) : ''}.`,
        `Guests can’t act as admins: as long as that is so, they can’t do it here either.${issuedOf(member)}`,
      ];
    case 'joined':
      return [`${name} is new in Slack, and not a member of ${here}.`, ...beforeOf(member, pen)];
    case 'address':
      return addressLine(happening, pen);
  }
};

const standingOf = ({ roleName, teamNames, joinedAt }: ConcernedMember, pen: Pen): string => {
  const teams = teamNames.slice(0, 3).map((name) => pen.say(name, 80));
  const left = teamNames.length - teams.length;
  const listed = left > 0 ? [...teams, `${left} more`] : teams;
  const where = listed.length > 0 ? ` in ${listOf(listed)}` : '';
  return `${pen.say(roleName, 75)}${where}, since ${pen.day(joinedAt)}`;
};

const issuedOf = (member: ConcernedMember | null): string =>
  member && member.pendingIssued > 0
    ? ` They look after ${count(member.pendingIssued, 'pending invitation', 'pending invitations')}.`
    : '';

const beforeOf = (member: ConcernedMember | null, pen: Pen): string[] => {
  if (!member?.endedAt) return [];
  return [`Was ${member.status === 'REMOVED' ? 'removed' : 'deactivated'} here ${pen.day(member.endedAt)}.`];
};

// A line of these is short enough that ten of them fit, however they are escaped.
const shortest = 80;

const addressLine = ({ member, email }: HappeningRecord, pen: Pen): string[] => {
  if (!member) return [];
  const address = (text: string): string => pen.address(cut(text, shortest));
  const name = pen.say(personName(member), shortest);
  return [`${name} (${address(member.email)}) has ${email === null ? 'no address' : address(email)} in Slack now`];
};

const buttonsOf = (shown: ShownHappening) => {
  const { id: value, kind } = shown.happening;
  const { firstName, lastName, email } = personOf(shown);
  const name = [firstName, lastName].filter(Boolean).join(' ') || email;
  const dismiss = button({
    id: HAPPENING_DISMISS,
    text: kind === 'joined' ? 'Not needed' : 'Not now',
    value,
    label: kind === 'joined' ? `Do not invite ${name}` : `Leave ${name} as they are`,
  });
  switch (kind) {
    case 'left':
      return [
        button({ id: HAPPENING_DEACTIVATE, text: 'Deactivate…', value, style: 'primary', label: `Deactivate ${name}` }),
        dismiss,
      ];
    case 'guest':
      return [
        button({ id: HAPPENING_ROLE, text: 'Change role…', value, label: `Change the role of ${name}` }),
        dismiss,
      ];
    case 'joined':
      return [
        button({ id: HAPPENING_INVITE, text: offerOf(shown), value, style: 'primary', label: `Invite ${name}` }),
        dismiss,
      ];
    case 'address':
      return [dismiss];
  }
};

/** `Invite as Viewer in Sales…`: what the form starts with. */
const offerOf = ({ offer: { roleName, teamName } }: ShownHappening): string =>
  `Invite${roleName === null ? '' : ` as ${roleName}`}${teamName === null ? '' : ` in ${teamName}`}…`;

/** Addresses that changed in one day; nothing to decide. */
export const addressesMessage = (
  { rows, total }: { readonly rows: readonly HappeningRecord[]; readonly total: number },
  timeZone: string,
): Message => {
  const pen = mrkdwnPen(timeZone);
  const text = `${count(total, 'member has', 'members have')} another address in Slack`;
  const lines = rows.flatMap((happening) => addressLine(happening, pen)).map((line) => `• ${line}`);
  const more = total - rows.length;
  return {
    text,
    blocks: [
      ...sections([`*${text}.*`, ...lines, ...(more > 0 ? [`…and ${more} more`] : [])]),
      context('Here nothing was changed: invitations and mails go to the address that they had.'),
    ],
  };
};
