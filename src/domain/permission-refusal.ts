/** Where a permission is held that may not be sensitive there. */
export type PermissionHolders = {
  readonly roles: readonly string[];
  readonly templates: readonly string[];
  readonly invitations: number;
};

/** Why the catalogue or a template stays as it is. */
export type CatalogueRefusal =
  | { readonly kind: 'permission_gone' }
  | { readonly kind: 'permission_is_sensitive'; readonly permission: string }
  | { readonly kind: 'permission_name_taken'; readonly name: string }
  | { readonly kind: 'permission_key_taken'; readonly key: string }
  | ({ readonly kind: 'permission_held'; readonly permission: string } & PermissionHolders)
  | { readonly kind: 'template_gone' }
  /** Somebody else changed it while the form was open. */
  | { readonly kind: 'template_changed'; readonly template: string }
  | { readonly kind: 'template_name_taken'; readonly name: string };
