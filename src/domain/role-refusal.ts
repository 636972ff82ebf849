/** Why a role, permission or template stays as it is. */
export type RoleRefusal =
  | { readonly kind: 'role_gone' }
  | { readonly kind: 'role_outranks_you'; readonly role: string }
  | { readonly kind: 'place_gone' }
  | { readonly kind: 'place_of_other_kind'; readonly role: string }
  | { readonly kind: 'place_above_own'; readonly role: string }
  | { readonly kind: 'role_name_taken'; readonly name: string }
  | { readonly kind: 'default_is_admin'; readonly role: string }
  | { readonly kind: 'default_is_retired'; readonly role: string }
  | { readonly kind: 'role_is_default'; readonly role: string }
  /** `invitations`: pending ones, `ranOut` of them without a link that works; `links`: invite links. Counts end at `mostCounted`. */
  | {
      readonly kind: 'role_held';
      readonly role: string;
      readonly people: number;
      readonly invitations: number;
      readonly ranOut: number;
      readonly links: number;
    }
  | { readonly kind: 'permission_gone' }
  | { readonly kind: 'permission_is_sensitive'; readonly permission: string };

/** People and invitations are counted up to here, since a million of them would keep somebody waiting. */
export const mostCounted = 10_000;
