import type { InvitationRecord } from '../../domain/invitation.ts';
import type { EditOutcome } from '../../services/edit-invitation.ts';
import { firstOf } from '../plural.ts';
import type { Pen, Wording } from '../wording.ts';
import { whoWithAddress } from './people.ts';

// Beyond these the rest is counted.
const maxNames = 5;

const namesIn = (names: readonly string[], pen: Pen): string =>
  names.length > 0
    ? firstOf(
        names.map((name) => pen.say(name, 60)),
        maxNames,
      )
    : 'none';

const facts = (invitation: InvitationRecord, pen: Pen): readonly (readonly [string, string])[] => [
  ['Name', pen.say([invitation.firstName, invitation.lastName].filter(Boolean).join(' ') || 'left to them')],
  ['Role', pen.say(invitation.role.name)],
  ['Primary team', pen.say(invitation.primaryTeam?.name ?? 'none')],
  ['Other teams', namesIn(invitation.secondaryTeamNames, pen)],
  ['Products', namesIn(invitation.productNames, pen)],
  ['Permissions beside the role', namesIn(invitation.permissionNames, pen)],
];

/** What an edit changed, a line for each, from what to what. */
export const editedLines = ({ before, after }: EditOutcome, { pen }: Wording): string[] => {
  const old = facts(before, pen);
  const lines = facts(after, pen).flatMap(([label, now], index) => {
    const was = old[index]?.[1];
    return was === now ? [] : [`• ${label}: ${was} → ${now}`];
  });
  const person = whoWithAddress(after, pen);
  return lines.length > 0
    ? [`Saved the invitation of ${person}. The link stays the same.`, ...lines]
    : [`The invitation of ${person} is as you saved it. The link stays the same.`];
};
