import { findNamed } from '../../domain/find-named.ts';
import type { InviteForm } from '../../services/read-invite-form.ts';
import type { CommandRequest } from '../command-grammar.ts';
import type { InvitePrefill } from '../views/invite-modal.ts';

type InviteRequest = Extract<CommandRequest, { kind: 'invite' }>;

/** What was typed after `invite`, as the form starts with it; and what could not be understood. */
export const prefillFromCommand = (
  { people, roleText, teamText }: InviteRequest,
  form: Pick<InviteForm, 'roles' | 'teams'>,
): { readonly prefill: InvitePrefill; readonly problems: readonly string[] } => {
  const role = roleText ? findNamed(form.roles, roleText) : undefined;
  const team = teamText ? findNamed(form.teams, teamText) : undefined;
  const lines = people.flatMap((person) => {
    if (person.kind === 'mention') return [];
    if (person.kind === 'text') return [person.text];
    return [person.name ? `${person.name} <${person.email}>` : person.email];
  });
  return {
    prefill: {
      addresses: lines.join('\n'),
      userIds: people.flatMap((person) => (person.kind === 'mention' ? [person.userId] : [])),
      ...(role && { roleId: role.id }),
      // A team that there is not: nobody joins another one instead.
      ...(teamText && { primaryTeamId: team?.id ?? null }),
    },
    problems: [
      ...(roleText && !role ? [`There is no role “${roleText}” that you can give: choose one below.`] : []),
      ...(teamText && !team ? [`There is no team “${teamText}”: choose one below.`] : []),
    ],
  };
};
