import { v7 as uuidv7 } from 'uuid';
import { acceptInvitation } from '../../src/services/accept-invitation.ts';
import { allowWriting } from '../../src/services/allow-writing.ts';
import { archiveTeam, restoreTeam } from '../../src/services/archive-team.ts';
import { askForNewLink } from '../../src/services/ask-for-new-link.ts';
import type { Asked } from '../../src/services/asked.ts';
import { bindSlackUser } from '../../src/services/bind-slack-user.ts';
import { changeGrants } from '../../src/services/change-grants.ts';
import { changeMemberProducts } from '../../src/services/change-member-products.ts';
import { changeMemberTeams } from '../../src/services/change-member-teams.ts';
import { changeRole } from '../../src/services/change-role.ts';
import { changeSettings, type SettingChange } from '../../src/services/change-settings.ts';
import { copyLink } from '../../src/services/copy-link.ts';
import { decidePauseOf } from '../../src/services/decide-pause.ts';
import { approveRequest, declineRequest } from '../../src/services/decide-request.ts';
import { declineInvitation } from '../../src/services/decline-invitation.ts';
import { editInvitation } from '../../src/services/edit-invitation.ts';
import { deactivateMember, removeMember } from '../../src/services/end-membership.ts';
import { grantSensitive } from '../../src/services/grant-sensitive.ts';
import { type InviteOutcome, inviteMembers } from '../../src/services/invite-members.ts';
import { loadActor } from '../../src/services/load-actor.ts';
import { moveTeam } from '../../src/services/move-team.ts';
import { planKey } from '../../src/services/plan-key.ts';
import { type ReinviteOutcome, reinvite } from '../../src/services/reinvite.ts';
import { requestInvitation } from '../../src/services/request-invitation.ts';
import { bringRoleBack, retireRole } from '../../src/services/retire-role.ts';
import { saveProduct } from '../../src/services/save-product.ts';
import { saveTeam } from '../../src/services/save-team.ts';
import { sendLinkNow } from '../../src/services/send-link-now.ts';
import { sendScheduled } from '../../src/services/send-scheduled.ts';
import { switchProduct } from '../../src/services/switch-product.ts';
import { termsStamp } from '../../src/services/terms-stamp.ts';
import { undo } from '../../src/services/undo.ts';
import { type WithdrawOutcome, withdraw } from '../../src/services/withdraw.ts';
import { entry } from '../support/records.ts';
import { type Ground, slackUserOf } from './ground.ts';
import type { AskedTerms, Operation } from './operations.ts';
import type { Seen } from './seen.ts';
import { addressOf } from './state.ts';
import { people, sensitivePermission } from './world.ts';

/** Everything that tells one operation from another: the trail and the queue carry `id` as the request's. */
export type Doing = { readonly id: string; readonly key: string; readonly at: Date };

type Told =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: { readonly kind: string } };

/** The ids of what operations made: entries of the trail and requests, by the operation's number. */
export type Made = {
  readonly acts: Map<string, string>;
  readonly pauses: Map<string, string>;
  readonly requests: Map<string, string>;
};

const NO_ID = '00000000-0000-7000-8000-000000000000';

/** Does what a person would by a click, a form or a link; the answer in the words of the model. */
export const prepare = async (
  ground: Ground,
  seen: Seen,
  made: Made,
  operation: Operation,
): Promise<(doing: Doing) => Promise<string>> => {
  const { deps, services, roleIds, permissionIds } = ground;
  const idOf = (name: string): string => seen.ids.get(name) ?? NO_ID;
  const idsOf = (names: readonly string[]): string[] => names.map(idOf);
  const permissionsOf = (names: readonly string[]): string[] => names.map((name) => permissionIds[name] ?? NO_ID);
  const termsOf = ({ role, primary, others, products, permissions }: AskedTerms) => ({
    roleId: roleIds[role] ?? NO_ID,
    primaryTeamId: primary === null ? null : idOf(primary),
    secondaryTeamIds: idsOf(others),
    productIds: idsOf(products),
    permissionIds: permissionsOf(permissions),
    templateId: null,
  });
  // What a form was drawn from, before anybody else may have changed it.
  const stamp = operation.op === 'edit' ? await stampOf(ground, idOf(operation.link.id), operation.seen) : '';
  const askedBy = async (person: number, { id, key }: Doing): Promise<Asked> => ({
    context: await loadActor(deps, services.workspace.team.id, slackUserOf(ground, person)),
    via: 'modal',
    requestId: id,
    idempotencyKey: key,
  });
  const shownOf = ({ id, generation }: { id: string; generation: number }) => ({ id: idOf(id), generation });
  const memberOf = ({ person, version }: { person: number; version: number }) => ({
    membershipId: idOf(String(person)),
    shownVersion: version,
  });
  const names = (isNamed: boolean) => (isNamed ? { first: 'Typed', last: 'Typed' } : { first: null, last: null });
  const card = (by: number) => ({ kind: 'slack', user: slackUserOf(ground, by) }) as const;

  return async (doing) => {
    const asked = 'by' in operation && typeof operation.by === 'number' ? await askedBy(operation.by, doing) : null;
    const mine = asked as Asked;
    const { id: requestId } = doing;
    const act = async (): Promise<string> => {
      switch (operation.op) {
        case 'invite': {
          const { whom, terms, laterHours } = operation;
          const entries = whom.map(({ person, isPicked, isNamed }) =>
            entry(isPicked ? '' : addressOf(person), {
              ...(isNamed && { firstName: 'Named', lastName: 'Named' }),
              slack: isPicked ? slackUserOf(ground, person) : null,
            }),
          );
          const sendAfter = laterHours === null ? null : new Date(doing.at.getTime() + laterHours * 3_600_000);
          return told(
            await inviteMembers(deps, mine, { ...termsOf(terms), entries, note: null, sendAfter }),
            rowsOfInvite,
          );
        }
        case 'reinvite': {
          const links = operation.links.map(shownOf);
          return told(await reinvite(deps, mine, { kind: 'links', links }), rowsOf('reinvited'));
        }
        case 'reinvite_addresses': {
          const emails = operation.persons.map(addressOf);
          return told(await reinvite(deps, mine, { kind: 'emails', emails }), rowsOf('reinvited'));
        }
        case 'withdraw':
          return told(await withdraw(deps, mine, { kind: 'ids', ids: idsOf(operation.ids) }), rowsOf('withdrawn'));
        case 'withdraw_addresses': {
          const emails = operation.persons.map(addressOf);
          return told(await withdraw(deps, mine, { kind: 'emails', emails }), rowsOf('withdrawn'));
        }
        case 'edit': {
          const { link, terms, first: firstName, last: lastName } = operation;
          const input = { ...termsOf(terms), link: shownOf(link), stamp, firstName, lastName };
          return told(await editInvitation(deps, mine, input), () => 'edited');
        }
        case 'copy_link':
          return told(await copyLink(deps, mine, shownOf(operation.link)), () => 'copied');
        case 'send_now': {
          const { link, byMail } = operation;
          return told(await sendLinkNow(deps, mine, { ...shownOf(link), byMail }), () => 'sent');
        }
        case 'change_role': {
          const { member, role, issued, number } = operation;
          const input = { ...memberOf(member), roleId: roleIds[role] ?? NO_ID, issued, number };
          return told(await changeRole(deps, mine, input), outcomeOf);
        }
        case 'deactivate':
        case 'remove': {
          const { member, issued, number } = operation;
          const end = operation.op === 'deactivate' ? deactivateMember : removeMember;
          return told(await end(deps, mine, { ...memberOf(member), issued, number }), outcomeOf);
        }
        case 'undo':
          return told(await undo(deps, mine, made.acts.get(operation.act) ?? NO_ID), () => 'undone');
        case 'answer_pause': {
          const { pause, answer } = operation;
          return told(await decidePauseOf(deps, mine, made.pauses.get(pause) ?? NO_ID, answer), answerOf);
        }
        case 'change_teams': {
          const { member, primary, others } = operation;
          const primaryTeamId = primary === null ? null : idOf(primary);
          const input = { ...memberOf(member), primaryTeamId, secondaryTeamIds: idsOf(others) };
          return told(await changeMemberTeams(deps, mine, input), unchangedOr('changed'));
        }
        case 'change_products': {
          const { member, products } = operation;
          const input = { ...memberOf(member), productIds: idsOf(products) };
          return told(await changeMemberProducts(deps, mine, input), (value) => {
            const { gained, lost } = value as { gained: unknown[]; lost: unknown[] };
            return gained.length + lost.length > 0 ? 'changed' : 'unchanged';
          });
        }
        case 'grant_sensitive': {
          const input = { ...memberOf(operation.member), permissionId: permissionIds[sensitivePermission] ?? '' };
          return told(await grantSensitive(deps, mine, { ...input, act: operation.act }), () => 'granted');
        }
        case 'grant': {
          const { member, permissions, reviewed } = operation;
          const plan = (list: readonly string[]) => permissionsOf(list).map((id) => ({ id }));
          const key = reviewed && planKey({ added: plan(reviewed.added), removed: plan(reviewed.removed) });
          const wanted = { kind: 'singles', permissionIds: permissionsOf(permissions) } as const;
          const { membershipId } = memberOf(member);
          const result = await changeGrants(deps, mine, { membershipId, wanted, reviewed: key });
          return told(result, (value) => (value as { state: string }).state);
        }
        case 'create_team': {
          const content = { name: operation.team, slackChannelId: null, tells: [], productIds: [] };
          return told(await saveTeam(deps, mine, { team: null, content }), outcomeOf);
        }
        case 'restore_team':
          return told(await restoreTeam(deps, mine, idOf(operation.team)), () => 'restored');
        case 'archive_team': {
          const { team, moveTo } = operation;
          const input = { teamId: idOf(team), moveToId: moveTo === null ? null : idOf(moveTo) };
          return told(await archiveTeam(deps, mine, input), () => 'archived');
        }
        case 'move_team': {
          const { from, to } = operation;
          const input = { fromId: from === null ? null : idOf(from), toId: idOf(to) };
          return told(await moveTeam(deps, mine, input), () => 'moved');
        }
        case 'create_product': {
          const content = { name: operation.product, isDefault: false };
          const input = { product: null, key: operation.product.toLowerCase(), content };
          return told(await saveProduct(deps, mine, input), outcomeOf);
        }
        case 'switch_product': {
          const input = { productId: idOf(operation.product), isEnabled: operation.isOn };
          return told(await switchProduct(deps, mine, input), unchangedOr('switched'));
        }
        case 'retire_role':
          return told(await retireRole(deps, mine, roleIds[operation.role] ?? NO_ID), () => 'retired');
        case 'bring_role_back':
          return told(await bringRoleBack(deps, mine, roleIds[operation.role] ?? NO_ID), () => 'back');
        case 'change_settings': {
          const changes = Object.entries(operation.change).map(
            ([field, value]) => ({ field, value, seen: '' }) as unknown as SettingChange,
          );
          return told(await changeSettings(deps, mine, changes), (value) =>
            (value as { changed: unknown[] }).changed.length > 0 ? 'changed' : 'unchanged',
          );
        }
        case 'decide_request': {
          const id = made.requests.get(operation.request) ?? NO_ID;
          return told(await declineRequest(deps, mine, id, null), () => 'declined');
        }
        case 'approve_request': {
          const { request, person, terms } = operation;
          const entries = [entry(addressOf(person), { firstName: 'Named', lastName: 'Named' })];
          const id = made.requests.get(request) ?? NO_ID;
          return told(await approveRequest(deps, mine, id, { ...termsOf(terms), entries, note: null }), rowsOfInvite);
        }
        case 'accept_link': {
          const { id: invitationId, generation } = shownOf(operation.link);
          const proof = { kind: 'link', generation } as const;
          const input = { invitationId, proof, names: names(operation.isNamed), via: 'web', requestId } as const;
          return told(await acceptInvitation(deps, input), () => 'joined');
        }
        case 'accept_card': {
          const { id, by, isNamed } = operation;
          const input = {
            invitationId: idOf(id),
            proof: card(by),
            names: names(isNamed),
            via: 'button',
            requestId,
          } as const;
          return told(await acceptInvitation(deps, input), () => 'joined');
        }
        case 'decline_link': {
          const { id: invitationId, generation } = shownOf(operation.link);
          const proof = { kind: 'link', generation } as const;
          const input = { invitationId, proof, stop: operation.isStop, via: 'web', requestId } as const;
          return told(await declineInvitation(deps, input), () => 'declined');
        }
        case 'decline_card': {
          const { id, by, isStop } = operation;
          const input = { invitationId: idOf(id), proof: card(by), stop: isStop, via: 'button', requestId } as const;
          return told(await declineInvitation(deps, input), () => 'declined');
        }
        case 'allow': {
          const { id, by } = operation;
          const invitationId = idOf(id);
          const proof =
            by === null
              ? ({ kind: 'link', invitationId } as const)
              : ({ kind: 'card', invitationId, user: slackUserOf(ground, by) } as const);
          const result = await allowWriting(deps, { proof, via: 'web', requestId });
          return told(result, (value) =>
            (value as { wasStopped: boolean }).wasStopped ? 'allowed' : 'allowed before',
          );
        }
        case 'ask_new_link':
          return told(
            await askForNewLink(deps, {
              invitationId: idOf(operation.id),
              proof: { kind: 'link' },
              via: 'web',
              requestId,
            }),
            () => 'asked',
          );
        case 'bind':
          return told(await bindSlackUser(deps, mine, { first: null, last: null }), (value) =>
            (value as { state: string }).state === 'bound' ? 'bound' : 'code sent',
          );
        case 'request': {
          const email = addressOf(operation.person);
          const input = { address: { email, emailKey: email }, reason: 'Works with us.' };
          return told(await requestInvitation(deps, mine, input), () => 'requested');
        }
        case 'become_guest':
        case 'stop_being_guest':
          await turnGuest(ground, operation.person, operation.op === 'become_guest');
          return 'done';
        case 'advance':
          await services.advance(`${operation.minutes} minutes`);
          return 'done';
        case 'send_scheduled': {
          const waiting =
            "SELECT count(*)::int AS count FROM invitation WHERE status = 'PENDING' AND expires_at IS NULL";
          const [before] = await services.query<{ count: number }>(waiting);
          await sendScheduled(deps);
          const [after] = await services.query<{ count: number }>(waiting);
          return `${(before?.count ?? 0) - (after?.count ?? 0)} sent`;
        }
      }
    };
    return act();
  };
};

const told = (result: Told, word: (value: unknown) => string): string => {
  if (result.ok) return word(result.value);
  const { refusal } = result;
  return 'reason' in refusal && refusal.kind === 'not_sendable'
    ? `refused: not_sendable ${(refusal.reason as { kind: string }).kind}`
    : `refused: ${refusal.kind}`;
};

const outcomeOf = (value: unknown): string => {
  const { outcome, paused } = value as { outcome: string; paused?: { kind: string } };
  return paused ? `paused: ${paused.kind}` : outcome;
};

const unchangedOr =
  (done: string) =>
  (value: unknown): string =>
    (value as { isUnchanged: boolean }).isUnchanged ? 'unchanged' : done;

const answerOf = (value: unknown): string =>
  (value as { decision: { kind: string } | null }).decision?.kind === 'approved' ? 'approve' : 'decline';

const personOf = (email: string): number => people.findIndex((somebody) => somebody.email === email);

const rowsOfInvite = (value: unknown): string =>
  (value as InviteOutcome).rows
    .map((row) => {
      // A bot that was picked has no address: its row tells its id in Slack.
      const person = row.email.startsWith('U') ? Number(row.email.slice(1)) : personOf(row.email);
      return `${person} ${row.outcome === 'refused' ? row.reason.kind : row.outcome}`;
    })
    .sort()
    .join(', ');

/** Invitations by their ids: one that was made meanwhile has no name yet. */
const rowsOf =
  (done: string) =>
  (value: unknown): string =>
    (value as ReinviteOutcome | WithdrawOutcome).rows
      .map((row) => {
        const name = row.invitationId ?? personOf(row.email);
        return `${name} ${row.outcome === 'refused' ? row.reason.kind : done}`;
      })
      .join(', ');

/** An answer in the words of the model, once it is known what there is. */
export const worded = (answer: string, { names }: Pick<Seen, 'names'>): string =>
  answer
    .split(', ')
    .map((row) => row.replace(/^[0-9a-f-]{36}/, (id) => names.get(id) ?? id))
    .sort()
    .join(', ');

const stampOf = async ({ deps }: Ground, invitationId: string, seen: string): Promise<string> => {
  const invitation = seen.startsWith('[') ? await deps.store.findInvitation(invitationId) : null;
  return invitation ? termsStamp(invitation) : 'an older one';
};

const turnGuest = async (ground: Ground, person: number, isGuest: boolean): Promise<void> => {
  if (isGuest) ground.guests.add(person);
  else ground.guests.delete(person);
  await ground.services.query(
    `UPDATE slack_identity SET guest_since = CASE WHEN $2::boolean THEN usher_now() END WHERE slack_user_id = $1`,
    [slackUserOf(ground, person).userId, isGuest],
  );
};

export const newKey = (): string => uuidv7();
