import { findNamed } from '../../domain/find-named.ts';
import type { Role } from '../../domain/role.ts';
import { readInviteForm } from '../../services/read-invite-form.ts';
import type { ActRequest } from '../command-acts.ts';
import type { PersonRef } from '../command-people.ts';
import type { Turn } from '../interaction.ts';
import { PERSON_CHANGE_ROLE, PERSON_DEACTIVATE, PERSON_REACTIVATE, PERSON_REMOVE } from '../member-acts.ts';
import type { CommandDoor } from '../run-command.ts';
import { section } from '../views/blocks.ts';
import { helpTopicMessage } from '../views/help-message.ts';
import type { WindowAnswer } from '../window.ts';
import { endScreen } from './end-form.ts';
import { memberMeant } from './member-meant.ts';
import { reactivateScreen } from './reactivate-form.ts';
import { roleScreen } from './role-form.ts';

/** A command that names somebody to act on: its form at once, or the people to pick from. */
export const actDoor = (request: ActRequest): CommandDoor => ({
  may: request.kind === 'role' ? 'change_role' : request.kind,
  shows: 'window',
  next: 'list',
  run: (turn) => {
    if (!request.person) return onePersonNeeded(turn, request.kind);
    return request.kind === 'role'
      ? showRole(turn, request.person, request.roleText)
      : showEnd(turn, request.kind, request.person);
  },
});

const onePersonNeeded = async ({ words }: Turn, kind: ActRequest['kind']): Promise<WindowAnswer> => {
  const help = helpTopicMessage(kind, words);
  const text = 'Name one person: by @mention, address, or a piece of their name.';
  return { message: { text, blocks: [section(text), ...help.blocks] } };
};

const ends = {
  deactivate: { pick: { id: PERSON_DEACTIVATE, label: 'Deactivate' }, open: endScreen },
  remove: { pick: { id: PERSON_REMOVE, label: 'Remove' }, open: endScreen },
  reactivate: { pick: { id: PERSON_REACTIVATE, label: 'Reactivate' } },
} as const;

const showEnd = async (turn: Turn, kind: keyof typeof ends, person: PersonRef): Promise<WindowAnswer> => {
  const meant = await memberMeant(turn, person, ends[kind].pick);
  if (!meant.ok) return meant.refusal;
  return kind === 'reactivate' ? reactivateScreen(turn, meant.value) : ends[kind].open(turn, meant.value, kind);
};

const showRole = async (turn: Turn, person: PersonRef, roleText: string | undefined): Promise<WindowAnswer> => {
  const { edge, context, words } = turn;
  const { roles } = await readInviteForm(edge.deps, context);
  const asked = roleText ? { person, role: findNamed(roles, roleText), roleText } : splitRole(person, roles);
  const { role } = asked;
  const pick = { id: PERSON_CHANGE_ROLE, label: 'Change role', ...(role && { more: role.id }) };
  const meant = await memberMeant(turn, asked.person, pick);
  if (!meant.ok) return meant.refusal;
  const unknown =
    asked.roleText && !role
      ? [`There is no role “${words.pen.say(asked.roleText, 60)}” that you can give: choose one below.`]
      : [];
  return roleScreen(turn, meant.value, role?.id ?? null, unknown.length > 0 ? { notice: unknown } : {});
};

type Split = { readonly person: PersonRef; readonly role: Role | undefined; readonly roleText?: string };

/** `smith team lead`: the longest end that is the name of a role; the rest is the person. */
const splitRole = (person: PersonRef, roles: readonly Role[]): Split => {
  if (person.kind !== 'text') return { person, role: undefined };
  const words = person.text.split(/\s+/);
  for (let start = 1; start < words.length; start += 1) {
    const role = findNamed(roles, words.slice(start).join(' '));
    if (role) return { person: { kind: 'text', text: words.slice(0, start).join(' ') }, role };
  }
  return { person, role: undefined };
};
