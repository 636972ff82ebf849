import type { Action } from '../../domain/action.ts';
import { isActiveAdmin } from '../../domain/actor.ts';
import type { RosterFilter } from '../../domain/member.ts';
import { listExpired } from '../../services/list-expired.ts';
import { listMembers, type RosterPosition } from '../../services/list-members.ts';
import { listPending } from '../../services/list-pending.ts';
import { readDesk } from '../../services/read-desk.ts';
import { readInviteForm } from '../../services/read-invite-form.ts';
import { whoAmI } from '../../services/who-am-i.ts';
import type { Turn } from '../interaction.ts';
import type { NextScreen } from '../next-screen.ts';
import { wordOwnVerdict } from '../own-verdict-texts.ts';
import { wordRefusal } from '../refusal-texts.ts';
import { bindingMessage } from '../views/binding-modal.ts';
import type { Message } from '../views/blocks.ts';
import { deskModal } from '../views/desk-modal.ts';
import { expiredModal } from '../views/expired-modal.ts';
import { invitationCard } from '../views/invitation-card.ts';
import { type InvitePrefill, inviteModal } from '../views/invite-modal.ts';
import { pendingModal } from '../views/pending-modal.ts';
import type { PendingTrail } from '../views/pending-trail.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { everybody } from '../views/roster-filter.ts';
import { rosterModal } from '../views/roster-modal.ts';
import { outsiderMessage, whoamiMessage } from '../views/whoami-message.ts';
import type { WindowAnswer } from '../window.ts';
import { catalogueScreen } from './catalogue-screens.ts';
import { doctorScreen } from './doctor-screen.ts';
import { importScreen } from './import-screens.ts';
import { inviteLinksScreen } from './invite-links.ts';
import { needsScreen } from './needs-screen.ts';
import { productsScreen } from './product-screens.ts';
import { rolesScreen } from './role-screens.ts';
import { settingsScreen } from './settings-screen.ts';
import { teamsScreen } from './team-screens.ts';

// Each screen reads what is true now. Whoever calls one has gone through `enter` for it.

export const inviteScreen = async (
  { edge, context, words }: Turn,
  prefill?: InvitePrefill,
  problems?: readonly string[],
): Promise<WindowAnswer> => {
  const form = await readInviteForm(edge.deps, context, prefill?.userIds);
  if (form.roles.length === 0)
    return { message: textMessage('There is no role that you can give. Ask another admin.') };
  return { view: inviteModal(form, words, prefill, problems) };
};

/** The page after `trail`; an emptied page gives way to the one before it. */
export const pendingScreen = async (
  turn: Turn,
  trail: PendingTrail = [],
  notice: readonly string[] = [],
  undoable: string | null = null,
): Promise<{ readonly view: ReturnType<typeof pendingModal> }> => {
  const page = await listPending(turn.edge.deps, turn.context, trail.at(-1) ?? null);
  if (page.rows.length === 0 && trail.length > 0) return pendingScreen(turn, trail.slice(0, -1), notice, undoable);
  return { view: pendingModal(page, trail, turn.words, notice, undoable) };
};

/** Those that ran out, to be ticked; nothing to tick is said in words. */
export const expiredScreen = async ({ edge, context, words }: Turn): Promise<WindowAnswer> => {
  const list = await listExpired(edge.deps, context);
  if (list.rows.length === 0) return { message: textMessage('Nothing to send: no invitation has run out.') };
  return { view: expiredModal(list, words) };
};

export const rosterScreen = async (
  { edge, context, words }: Turn,
  filter: RosterFilter = everybody,
  position: RosterPosition = null,
): Promise<{ readonly view: ReturnType<typeof rosterModal> }> => {
  const roster = await listMembers(edge.deps, context, filter, position);
  return { view: rosterModal(roster, isActiveAdmin(context.actor), words) };
};

/** One's own membership, invitation, or what to do to become somebody here. */
export const whoamiAnswer = async ({ edge, context, words }: Turn): Promise<Message> => {
  const { member, waiting, proposal, refusal, verdict, access } = await whoAmI(edge.deps, context);
  const own = member && whoamiMessage(member, access, words);
  const card = waiting && invitationCard(waiting, context.organization, edge.deps.mails.state === 'ready');
  if (own && card) return { text: own.text, blocks: [...own.blocks, ...card.blocks] };
  if (own ?? card) return own ?? card ?? textMessage('');
  if (proposal) return bindingMessage(proposal, words);
  const why = verdict
    ? wordOwnVerdict(verdict, words)
    : wordRefusal(refusal ?? { kind: 'not_a_member', action: 'whoami' }, words);
  return outsiderMessage(why, access, words, verdict?.kind === 'stopped');
};

/** For admins the desk, for everybody else who they are. */
export const deskScreen = async (turn: Turn): Promise<WindowAnswer> => {
  const { actor } = turn.context;
  if (!isActiveAdmin(actor)) return { message: await whoamiAnswer(turn) };
  return { view: deskModal(await readDesk(turn.edge.deps, { ...turn.context, actor }), turn.words) };
};

type Screen = { readonly may: Action; readonly show: (turn: Turn) => Promise<WindowAnswer> };

/** By the name that travels in a modal. */
export const screens: Readonly<Record<NextScreen, Screen>> = {
  desk: { may: 'whoami', show: deskScreen },
  needs: { may: 'pending', show: (turn) => needsScreen(turn) },
  invite: { may: 'invite', show: (turn) => inviteScreen(turn) },
  pending: { may: 'pending', show: (turn) => pendingScreen(turn) },
  expired: { may: 'reinvite', show: expiredScreen },
  products: { may: 'products', show: (turn) => productsScreen(turn) },
  teams: { may: 'teams', show: (turn) => teamsScreen(turn) },
  list: { may: 'list', show: (turn) => rosterScreen(turn) },
  settings: { may: 'settings', show: settingsScreen },
  permissions: { may: 'permissions', show: (turn) => catalogueScreen(turn) },
  doctor: { may: 'doctor', show: (turn) => doctorScreen(turn) },
  import: { may: 'import', show: importScreen },
  invite_links: { may: 'invite_links', show: (turn) => inviteLinksScreen(turn) },
  roles: { may: 'read_roles', show: (turn) => rolesScreen(turn) },
};
