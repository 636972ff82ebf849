import { readGrants } from '../../services/read-grants.ts';
import type { CommandRequest } from '../command-grammar.ts';
import { OPEN_GRANTS } from '../grant-acts.ts';
import type { Turn } from '../interaction.ts';
import { wordRefusal } from '../refusal-texts.ts';
import { type FilledGrants, grantsForm } from '../views/grants-form.ts';
import { grantsModal } from '../views/grants-modal.ts';
import type { ShownMember } from '../views/member-value.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import type { WindowAnswer } from '../window.ts';
import { catalogueScreen } from './catalogue-screens.ts';
import { memberMeant } from './member-meant.ts';

/** What one person can do, as it is now, with what was done above it. The caller has gone through `enter` for `grant`. */
export const grantsScreen = async (
  turn: Turn,
  membershipId: string | undefined,
  notice: readonly string[] = [],
): Promise<WindowAnswer> => {
  const { edge, context, words } = turn;
  if (membershipId === undefined) return { message: textMessage(wordRefusal({ kind: 'member_unknown' }, words)) };
  const screen = await readGrants(edge.deps, context, membershipId);
  if (!screen.ok) return { message: textMessage([...notice, wordRefusal(screen.refusal, words)].join('\n')) };
  return { view: grantsModal(screen.value, words, notice) };
};

/** The form in place of the screen, filled in. */
export const grantsFormScreen = async (
  turn: Turn,
  membershipId: string,
  filled: FilledGrants | 'as_it_is',
  shown: Pick<Parameters<typeof grantsForm>[0], 'review' | 'problems'> = {},
): Promise<WindowAnswer> => {
  const { edge, context, words } = turn;
  const screen = await readGrants(edge.deps, context, membershipId);
  if (!screen.ok) return { message: textMessage(wordRefusal(screen.refusal, words)) };
  const single = screen.value.grants.single.map(({ permissionId }) => permissionId);
  const start: FilledGrants = { kind: 'singles', permissionIds: single };
  return {
    view: grantsForm({ screen: screen.value, filled: filled === 'as_it_is' ? start : filled, ...shown }, words),
  };
};

/** Where one permission is given: the form with it chosen, or the screen on which a sensitive one has its own confirmation. */
export const giveScreen = async (turn: Turn, shown: ShownMember | undefined): Promise<WindowAnswer> => {
  const { edge, context } = turn;
  const found = shown && (await readGrants(edge.deps, context, shown.membershipId));
  if (!found?.ok) return grantsScreen(turn, shown?.membershipId);
  const { permissions, grants } = found.value;
  const wanted = permissions.find(({ id }) => id === shown?.more);
  if (!wanted || wanted.isSensitive) return grantsScreen(turn, shown?.membershipId);
  const permissionIds = [...new Set([...grants.single.map(({ permissionId }) => permissionId), wanted.id])];
  return { view: grantsForm({ screen: found.value, filled: { kind: 'singles', permissionIds } }, turn.words) };
};

/** `/members permissions`: the catalogue, or what one person can do. */
export const showPermissions = async (
  turn: Turn,
  { people }: Extract<CommandRequest, { kind: 'permissions' }>,
): Promise<WindowAnswer> => {
  const [person] = people;
  if (!person) return catalogueScreen(turn);
  const meant = await memberMeant(turn, person, { id: OPEN_GRANTS, label: 'Permissions' });
  return meant.ok ? grantsScreen(turn, meant.value.membershipId) : meant.refusal;
};
