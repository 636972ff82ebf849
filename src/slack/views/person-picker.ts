import type { ModalView } from '@slack/types';
import { personName } from '../../domain/actor.ts';
import type { RosterRow } from '../../domain/member.ts';
import type { Wording } from '../wording.ts';
import { button, context, section } from './blocks.ts';
import { encodeMember } from './member-value.ts';
import { messageModal } from './message-modal.ts';
import { whoWithAddress } from './people.ts';
import { rosterStatuses } from './roster-filter.ts';

/** The button that each row of the picker has: the act that the command named, with what else was typed for it. */
export type Pick = { readonly id: string; readonly label: string; readonly more?: string };

/** “Which one?”, where a piece of a name fits several people. */
export const personPicker = (
  { members, hasMore }: { readonly members: readonly RosterRow[]; readonly hasMore: boolean },
  /** Safe to show. */
  typed: string,
  { id, label, more }: Pick,
  { pen }: Wording,
): ModalView =>
  messageModal('Which one?', [
    section(`${typed} fits ${hasMore ? 'more than ' : ''}${members.length} people.`),
    ...members.map((row) =>
      section(
        `${whoWithAddress(row, pen)}\n${pen.say(row.roleName, 75)}${row.status === 'ACTIVE' ? '' : ` · ${rosterStatuses[row.status]}`}`,
        button({ id, text: label, value: encodeMember(row, more), label: `${label}: ${personName(row)}` }),
      ),
    ),
    ...(hasMore
      ? [context('There are more: type a longer piece of the name, or the address, to narrow it down.')]
      : []),
  ]);
