import { findNamed } from '../../domain/find-named.ts';
import { parseRoster } from '../../domain/roster/parse-roster.ts';
import type { InviteForm } from '../../services/read-invite-form.ts';
import type { CommandRequest } from '../command-grammar.ts';
import type { InvitePrefill } from '../views/invite-modal.ts';

// Slack's limit for the characters of a text input.
const maxInput = 3000;

/** Whom a message names: mentions and addresses. One that names nobody is taken as of its author. */
export const prefillFromMessage = ({
  text = '',
  user,
}: {
  readonly text?: string;
  readonly user?: string;
}): { readonly prefill: InvitePrefill; readonly problems: readonly string[] } => {
  const mentioned = [...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/gu)].flatMap(([, id]) => id ?? []);
  const { rows } = parseRoster(text.replace(/<[@#!][^>]*>/gu, ' '));
  const lines = rows
    .filter(({ duplicateOfLine }) => duplicateOfLine === undefined)
    .map(({ email, firstName, lastName }) => (firstName && lastName ? `${firstName} ${lastName} <${email}>` : email));
  const fitting = lines.filter((_, index) => lines.slice(0, index + 1).join('\n').length <= maxInput);
  const isNobody = mentioned.length + lines.length === 0;
  const userIds = [...new Set(isNobody && user ? [user] : mentioned)];
  return {
    prefill: { addresses: fitting.join('\n'), userIds },
    problems: [
      ...(isNobody && user ? ['The message names nobody: whoever wrote it is filled in.'] : []),
      ...(isNobody && !user ? ['The message names nobody.'] : []),
      ...(fitting.length < lines.length
        ? [`Only the first ${fitting.length} of ${lines.length} addresses fit in here. Send the rest as a file.`]
        : []),
    ],
  };
};

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
