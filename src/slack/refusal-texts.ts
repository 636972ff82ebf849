import type { Refusal } from '../domain/refusal.ts';
import { wordAccess } from './access-refusal-texts.ts';
import { wordAct, wordUndo } from './act-refusal-texts.ts';
import { wordForm } from './form-refusal-texts.ts';
import { wordIdentity } from './identity-refusal-texts.ts';
import { wordInvitation } from './invitation-refusal-texts.ts';
import { wordProduct } from './product-texts.ts';
import { wordTeam } from './team-refusal-texts.ts';
import type { Wording } from './wording.ts';

/** One refusal as the person who met it reads it: what happened, and the next step. */
export const wordRefusal = (refusal: Refusal, wording: Wording): string => {
  switch (refusal.kind) {
    case 'other_workspace':
    case 'slack_stranger':
    case 'not_a_member':
    case 'no_longer_a_member':
    case 'admins_only':
    case 'slack_guest':
    case 'slack_bot':
    case 'slack_deactivated':
    case 'not_bound_yet':
      return wordAccess(refusal, wording);
    case 'invitation_unknown':
    case 'already_accepted':
    case 'already_declined':
    case 'already_withdrawn':
    case 'link_expired':
    case 'link_superseded':
    case 'not_the_invitee':
    case 'mailed_link_needed':
    case 'link_unmailable':
    case 'no_mail_server':
    case 'no_public_address':
    case 'names_missing':
    case 'issuer_lost_right':
    case 'already_asked':
    case 'reinvited_too_often':
      return wordInvitation(refusal, wording);
    case 'role_unknown':
    case 'role_retired':
    case 'role_above_own':
    case 'team_unknown':
    case 'team_needed':
    case 'product_unknown':
    case 'permission_unknown':
    case 'template_unknown':
    case 'nobody_named':
    case 'send_time_past':
      return wordForm(refusal, wording);
    case 'address_not_confirmed':
    case 'nothing_to_bind':
    case 'already_bound':
    case 'code_wrong':
    case 'code_expired':
    case 'code_needs_mail':
      return wordIdentity(refusal, wording);
    case 'member_unknown':
    case 'own_membership':
    case 'member_above_own':
    case 'member_active':
    case 'member_deactivated':
    case 'member_removed':
    case 'last_admin':
    case 'changed_since_shown':
    case 'number_needed':
      return wordAct(refusal, wording);
    case 'undo_unknown':
    case 'undo_too_late':
    case 'undone_already':
    case 'undo_overtaken':
    case 'invited_again':
      return wordUndo(refusal, wording);
    case 'team_name_taken':
    case 'team_gone':
    case 'team_archived':
    case 'team_changed':
    case 'team_in_use':
    case 'team_kept_above':
    case 'same_team':
    case 'channel_closed':
      return wordTeam(refusal, wording);
    case 'product_name_taken':
    case 'product_key_taken':
    case 'product_gone':
    case 'product_changed':
      return wordProduct(refusal, wording);
  }
};
