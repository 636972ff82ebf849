import { type HappeningRecord, isUndecided } from '../domain/happening.ts';
import { who } from './views/people.ts';
import type { Pen } from './wording.ts';

/** What became of it: `Deactivated by Ada Example, 22 Nov 14:02`. Null while the admins can decide. */
export const wordOutcome = (happening: HappeningRecord, pen: Pen): string | null => {
  const { kind, member, invited, dismissed, overAt } = happening;
  if (kind !== 'joined' && member && member.status !== 'ACTIVE') return wordEnd(member, pen);
  if (invited) return invited.by ? `Invited by ${who(invited.by, pen)}, ${pen.at(invited.at)}` : 'Invited';
  if (kind === 'joined' && member?.status === 'ACTIVE') return 'Is a member now';
  if (dismissed) {
    return `${kind === 'joined' ? 'Not needed' : 'Not now'}, said ${who(dismissed.by, pen)}, ${pen.at(dismissed.at)}`;
  }
  return overAt || !isUndecided(happening) ? wordOver(happening, pen) : null;
};

const wordEnd = ({ status, endedAt, endedBy }: NonNullable<HappeningRecord['member']>, pen: Pen): string => {
  const verb = status === 'REMOVED' ? 'Removed' : 'Deactivated';
  return `${verb}${endedBy ? ` by ${who(endedBy, pen)}` : ''}${endedAt ? `, ${pen.at(endedAt)}` : ''}`;
};

const wordOver = ({ kind, member }: HappeningRecord, pen: Pen): string => {
  switch (kind) {
    case 'left':
      return 'Is back in Slack; nothing was changed here';
    case 'guest':
      return member && !member.isAdmin
        ? `Is ${pen.say(member.roleName, 75)} now, and no admin`
        : 'Is no guest in Slack any more';
    case 'joined':
      return 'Is not in Slack any more';
    case 'address':
      return 'Has the same address in both again';
  }
};

/** To an admin whose screen was older than what is true. */
export const wordHappeningRefusal = (happening: HappeningRecord | null, pen: Pen): string => {
  const outcome = happening && wordOutcome(happening, pen);
  return outcome ? `${outcome}. Nothing more was done.` : 'There is no such question any more. Nothing was done.';
};
