/** Acts on somebody's membership. */
export type MemberAct =
  | 'change_role'
  | 'deactivate'
  | 'reactivate'
  | 'remove'
  | 'change_teams'
  | 'change_products'
  | 'grant';

/** Why an act on a membership is not done. */
export type ActRefusal =
  | { readonly kind: 'member_unknown' }
  /** Rule 2. */
  | { readonly kind: 'own_membership'; readonly act: MemberAct }
  /** Acting on somebody needs their rank. */
  | { readonly kind: 'member_above_own'; readonly role: string }
  | { readonly kind: 'member_active' }
  | { readonly kind: 'member_deactivated'; readonly at: Date }
  | { readonly kind: 'member_removed'; readonly at: Date }
  | { readonly kind: 'last_admin' }
  /** The screen showed something that is no longer so. */
  | { readonly kind: 'changed_since_shown' }
  /** Rule 11, for an only admin: the number of this act in the last ten minutes has to be typed. */
  | { readonly kind: 'number_needed'; readonly number: number };

/** Why an act is not taken back. */
export type UndoRefusal =
  | { readonly kind: 'undo_unknown' }
  | { readonly kind: 'undo_too_late'; readonly at: Date }
  | { readonly kind: 'undone_already'; readonly at: Date }
  | { readonly kind: 'undo_overtaken' }
  | { readonly kind: 'invited_again' };
