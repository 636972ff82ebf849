import type { Outcome } from './access.ts';
import { outcome } from './access.ts';
import * as catalogue from './model-catalogue.ts';
import * as invitations from './model-invitations.ts';
import { type At, invite } from './model-invite.ts';
import * as members from './model-members.ts';
import type { Operation } from './operations.ts';
import { knownAs, type State } from './state.ts';

export type { Outcome } from './access.ts';
export type { At } from './model-invite.ts';

/**
 * The rules as DESIGN and the manuals say them, written once more and in another way than in `src`, from which nothing is imported here.
 * A refusal changes nothing but what it leaves in the trail.
 */
export const step = (
  before: State,
  operation: Operation,
  at: At,
): { readonly state: State; readonly outcome: Outcome } => {
  const state = structuredClone(before);
  const told = act(state, operation, at);
  return told.answer.startsWith('refused')
    ? { state: { ...before, refusals: state.refusals }, outcome: told }
    : { state, outcome: told };
};

const act = (state: State, operation: Operation, at: At): Outcome => {
  switch (operation.op) {
    case 'invite':
      return invite(state, operation, at);
    case 'reinvite':
      return invitations.reinvite(state, operation, at);
    case 'reinvite_addresses':
      return invitations.reinviteAddresses(state, operation, at);
    case 'withdraw':
      return invitations.withdraw(state, operation, at);
    case 'withdraw_addresses':
      return invitations.withdrawAddresses(state, operation, at);
    case 'edit':
      return invitations.edit(state, operation, at);
    case 'copy_link':
      return invitations.copyLink(state, operation, at);
    case 'send_now':
      return invitations.sendNow(state, operation, at);
    case 'change_role':
      return members.changeRole(state, operation, at);
    case 'deactivate':
    case 'remove':
      return members.endMembership(state, operation, at);
    case 'undo':
      return members.undo(state, operation, at);
    case 'answer_pause':
      return members.answerPause(state, operation, at);
    case 'change_teams':
      return catalogue.changeTeams(state, operation, at);
    case 'change_products':
      return catalogue.changeProducts(state, operation, at);
    case 'grant_sensitive':
      return catalogue.grantSensitive(state, operation, at);
    case 'grant':
      return catalogue.grant(state, operation, at);
    case 'create_team':
      return catalogue.createTeam(state, operation, at);
    case 'restore_team':
      return catalogue.restoreTeam(state, operation, at);
    case 'archive_team':
      return catalogue.archiveTeam(state, operation, at);
    case 'move_team':
      return catalogue.moveTeam(state, operation, at);
    case 'create_product':
      return catalogue.createProduct(state, operation, at);
    case 'switch_product':
      return catalogue.switchProduct(state, operation, at);
    case 'retire_role':
      return catalogue.retireRole(state, operation, at);
    case 'bring_role_back':
      return catalogue.bringRoleBack(state, operation, at);
    case 'change_settings':
      return catalogue.changeSettings(state, operation, at);
    case 'decide_request':
      return catalogue.decideRequest(state, operation, at);
    case 'approve_request':
      return catalogue.approveRequest(state, operation, at);
    case 'accept_link':
      return invitations.accept(
        state,
        operation.link.id,
        { ...operation, generation: operation.link.generation, by: null },
        at,
      );
    case 'accept_card':
      return invitations.accept(state, operation.id, { ...operation, generation: null }, at);
    case 'decline_link':
      return invitations.decline(state, operation.link.id, { ...operation, by: null });
    case 'decline_card':
      return invitations.decline(state, operation.id, operation);
    case 'allow':
      return invitations.allow(state, operation);
    case 'ask_new_link':
      return invitations.askNewLink(state, operation, at);
    case 'bind':
      return catalogue.bind(state, operation);
    case 'request':
      return catalogue.request(state, operation, at);
    case 'become_guest':
    case 'stop_being_guest':
      knownAs(state, operation.person).isGuest = operation.op === 'become_guest';
      return outcome('done');
    case 'advance':
      return outcome('done');
    case 'send_scheduled':
      return invitations.sendScheduled(state, at);
  }
};
