import type { Undone } from '../../services/undo.ts';
import { count, firstOf } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { whoWithAddress } from './people.ts';

/** What was taken back, and what of it could not be. */
export const undoneLines = (undone: Undone, { pen }: Wording): string[] => {
  switch (undone.act) {
    case 'change_role':
      return [
        `Undone: ${whoWithAddress(undone.member, pen)} is ${pen.say(undone.role.name)} again, and is told.`,
        ...returnedLine(undone.returned),
      ];
    case 'deactivate':
      return [
        `Undone: ${whoWithAddress(undone.member, pen)} is an active member again.`,
        ...returnedLine(undone.returned),
        ...(undone.left > 0
          ? [
              `${count(undone.left, 'invitation was', 'invitations were')} changed since and ${undone.left === 1 ? 'stays' : 'stay'} as ${undone.left === 1 ? 'it is' : 'they are'}.`,
            ]
          : []),
      ];
    case 'withdraw': {
      const { emails, left } = undone;
      const names = (list: readonly string[]) =>
        firstOf(
          list.map((email) => pen.address(email)),
          5,
        );
      return [
        `Undone: ${names(emails)} ${emails.length === 1 ? 'is' : 'are'} invited again, by the same ${emails.length === 1 ? 'link' : 'links'}.`,
        ...(left.length > 0
          ? [
              `${names(left)}: something else was done since, so ${left.length === 1 ? 'this link stays' : 'these links stay'} dead.`,
            ]
          : []),
      ];
    }
  }
};

const returnedLine = (returned: number): string[] =>
  returned > 0 ? [`${count(returned, 'invitation is', 'invitations are')} theirs again.`] : [];
