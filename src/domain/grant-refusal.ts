/** Why a permission is neither given to a person nor taken from them. */
export type GrantRefusal =
  | { readonly kind: 'permission_gone' }
  | { readonly kind: 'permission_is_sensitive'; readonly permission: string }
  | { readonly kind: 'permission_not_sensitive'; readonly permission: string }
  | { readonly kind: 'template_gone' };
