import type { CatalogueRefusal } from '../domain/permission-refusal.ts';
import { count, firstOf, listOf } from './plural.ts';
import type { Wording } from './wording.ts';

export const wordCatalogueRefusal = (refusal: CatalogueRefusal, wording: Wording): string => {
  const { pen } = wording;
  switch (refusal.kind) {
    case 'permission_gone':
      return 'One of these permissions is gone. Choose again; nothing was changed.';
    case 'permission_is_sensitive':
      return `${pen.say(refusal.permission)} is sensitive now: it is given person by person, never by a role or template. Choose again; nothing was changed.`;
    case 'permission_name_taken':
      return `There is a permission ${pen.say(refusal.name)} already. Choose another name.`;
    case 'permission_key_taken':
      return `Another permission has the key ${pen.say(refusal.key)} already.`;
    case 'permission_held':
      return wordHeld(refusal, wording);
    case 'template_gone':
      return 'This template is gone. Nothing was changed.';
    case 'template_changed':
      return `Somebody else changed ${pen.say(refusal.template)} while you had it open. This is how it is now; nothing of yours was saved.`;
    case 'template_name_taken':
      return `There is a template ${pen.say(refusal.name)} already. Choose another name.`;
  }
};

// Names of 60 characters; a field error has no room for more of them.
const mostNamed = 5;

/** By whom it is given, and the way on. */
const wordHeld = (
  { permission, roles, templates, invitations }: Extract<CatalogueRefusal, { kind: 'permission_held' }>,
  { pen, command }: Wording,
): string => {
  const named = (names: readonly string[]) =>
    firstOf(
      names.map((name) => pen.say(name, 60)),
      mostNamed,
    );
  const givers = [
    ...(roles.length > 0 ? [`${roles.length === 1 ? 'the role' : 'the roles'} ${named(roles)}`] : []),
    ...(templates.length > 0
      ? [`${templates.length === 1 ? 'the template' : 'the templates'} ${named(templates)}`]
      : []),
    ...(invitations > 0 ? [count(invitations, 'pending invitation', 'pending invitations')] : []),
  ];
  const ways = [
    ...(roles.length > 0
      ? [`take it from the ${roles.length === 1 ? 'role' : 'roles'} in ${pen.code(`${command} roles`)}`]
      : []),
    ...(templates.length > 0 ? [`take it from the ${templates.length === 1 ? 'template' : 'templates'}`] : []),
    ...(invitations > 0
      ? [`withdraw the ${invitations === 1 ? 'invitation' : 'invitations'} or wait for an answer`]
      : []),
  ];
  return `${pen.say(permission)} can't be sensitive while it is given by ${listOf(givers)}. First ${listOf(ways)}.`;
};
