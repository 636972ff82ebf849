import type { LabelRefusal } from '../domain/label-text.ts';
import { mostCounted, type RoleRefusal } from '../domain/role-refusal.ts';
import { count, listOf } from './plural.ts';
import type { Wording } from './wording.ts';

/** `12 people`, `nobody`, or that there are more than were counted. */
export const peopleCount = (people: number, limit = mostCounted): string => {
  if (people === 0) return 'nobody';
  return people > limit ? `more than ${limit.toLocaleString('en')} people` : count(people, 'person', 'people');
};

export const wordRoleRefusal = (refusal: RoleRefusal, wording: Wording): string => {
  const { pen } = wording;
  switch (refusal.kind) {
    case 'role_gone':
      return 'This role is gone. Nothing was changed.';
    case 'role_outranks_you':
      return `The role ${pen.say(refusal.role)} ranks above your own, so you can't change it. Ask somebody with that role.`;
    case 'place_gone':
      return 'The role above which it was to rank is gone. Choose another place.';
    case 'place_of_other_kind':
      return `It can't rank right above ${pen.say(refusal.role)}: admin roles rank above all others. Choose another place.`;
    case 'place_above_own':
      return `Right above ${pen.say(refusal.role)} is above your own role. Choose a lower place.`;
    case 'role_name_taken':
      return `There is a role ${pen.say(refusal.name)} already. Choose another name.`;
    case 'default_is_admin':
      return `${pen.say(refusal.role)} is an admin role, and nobody becomes an admin by default. Choose another role.`;
    case 'default_is_retired':
      return `${pen.say(refusal.role)} is retired. Bring it back first, or choose another role.`;
    case 'role_is_default':
      return `${pen.say(refusal.role)} is the default role. Make another role the default first.`;
    case 'role_held':
      return wordHeld(refusal, wording);
    case 'permission_gone':
      return 'One of these permissions is gone. Choose again; nothing was changed.';
    case 'permission_is_sensitive':
      return `${pen.say(refusal.permission)} is sensitive now: it is given person by person, never by a role or template. Choose again; nothing was changed.`;
  }
};

/** Who holds it, and the way on. */
const wordHeld = (
  { role, people, invitations, ranOut, links }: Extract<RoleRefusal, { kind: 'role_held' }>,
  { pen, command }: Wording,
): string => {
  const holders = [
    ...(people > 0 ? [peopleCount(people)] : []),
    ...(invitations > 0
      ? [
          `${count(invitations, 'pending invitation', 'pending invitations')}${ranOut > 0 ? ` (${ranOut} ran out)` : ''}`,
        ]
      : []),
    ...(links > 0 ? [count(links, 'invite link', 'invite links')] : []),
  ];
  const ways = [
    ...(people > 0 ? [`${pen.code(`${command} list role:"${role}"`)} shows the people: give them another role`] : []),
    ...(invitations > 0 ? [`${pen.code(`${command} pending`)} shows the invitations: withdraw or change them`] : []),
    ...(links > 0 ? [`${pen.code(`${command} link`)} shows the invite links: revoke them`] : []),
  ];
  return `${pen.say(role)} can't be retired yet: ${listOf(holders)} ${people + invitations + links === 1 ? 'has' : 'have'} it. ${ways.join('. ')}.`;
};

/** Under its field. */
export const wordLabel = (refusal: LabelRefusal): string => {
  switch (refusal.kind) {
    case 'label_missing':
      return 'Fill in a name.';
    case 'label_too_long':
      return `This has ${refusal.length} characters; ${refusal.max} fit.`;
    case 'label_has_link':
      return `It can't carry a link (“${refusal.found}”). Take it out.`;
  }
};
