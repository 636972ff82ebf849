import type { ModalView } from '@slack/types';
import { personName } from '../../domain/actor.ts';
import type { MemberRecord } from '../../domain/member-record.ts';
import { freeActs, type Paused, pauseMinutes } from '../../domain/pause.ts';
import { type SettledIssued, undoMinutes } from '../../domain/undo.ts';
import type { RoleChanged } from '../../services/change-role.ts';
import type { MembershipEnded } from '../../services/end-membership.ts';
import { count } from '../plural.ts';
import type { Pen, Wording } from '../wording.ts';
import { wordIssued } from './act-fields.ts';
import { actions, context, section } from './blocks.ts';
import { messageModal } from './message-modal.ts';
import { whoWithAddress } from './people.ts';
import { undoButton } from './undo-button.ts';

const issuedLines = ({ choice, invitations, inviteLinkIds }: SettledIssued): string[] => {
  const issued = { invitations: invitations.length, inviteLinks: inviteLinkIds.length };
  if (issued.invitations + issued.inviteLinks === 0) return [];
  return [choice === 'take_over' ? `You took over ${wordIssued(issued)}.` : `Withdrawn: ${wordIssued(issued)}.`];
};

const done = (title: string, lines: readonly string[], auditEventId: string | null): ModalView =>
  messageModal(title, [
    section(lines),
    ...(auditEventId === null
      ? []
      : [
          actions(undoButton(auditEventId)),
          context(`Undo works for ${undoMinutes} minutes, while nothing else has changed.`),
        ]),
  ]);

export const roleChangedModal = (result: RoleChanged, { pen }: Wording): ModalView => {
  const person = whoWithAddress(result.member, pen);
  switch (result.outcome) {
    case 'changed':
      return done(
        'Role changed',
        [
          `${person} is ${pen.say(result.to.name)} now (before: ${pen.say(result.from.name)}), and is told.`,
          ...issuedLines(result.issued),
        ],
        result.auditEventId,
      );
    case 'unchanged':
      return done('Nothing to change', [`${person} is ${pen.say(result.member.role.name)} already.`], null);
    case 'paused':
      return pausedModal(result.member, result.paused, pen);
  }
};

export const membershipEndedModal = (
  result: MembershipEnded,
  end: 'deactivate' | 'remove',
  { pen }: Wording,
): ModalView => {
  if (result.outcome === 'paused') return pausedModal(result.member, result.paused, pen);
  const verb = end === 'deactivate' ? 'Deactivated' : 'Removed';
  return done(
    verb,
    [
      `${verb}: ${whoWithAddress(result.member, pen)}. Access has ended.`,
      ...(result.ownClosed > 0
        ? [`${count(result.ownClosed, 'invitation', 'invitations')} to their address withdrawn.`]
        : []),
      ...issuedLines(result.issued),
    ],
    result.auditEventId,
  );
};

/** Rule 11: nothing was done, and somebody else has to say so first. */
const pausedModal = (member: MemberRecord, paused: Paused, pen: Pen): ModalView => {
  const why = `You have deactivated, removed or lowered the role of ${freeActs} people in ${pauseMinutes} minutes, so another admin decides whether you go on. Nothing was done to ${pen.say(personName(member))}.`;
  const next =
    paused.kind === 'asked'
      ? `Another admin was asked ${pen.at(paused.at)}. You get a message as soon as one of them answers.`
      : `${paused.by ? pen.say(paused.by) : 'Another admin'} declined ${pen.at(paused.at)}. Talk to them; without them you can go on ${pen.at(paused.againAt)}.`;
  return messageModal('Another admin decides', [section([why, next])]);
};
