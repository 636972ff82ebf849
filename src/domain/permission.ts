/** What the product lets somebody do. Data of the organization; `key` is what the product knows it by, and never changes. */
export type Permission = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** At most 75 characters (Slack's limit for an option's description). */
  readonly description: string;
  /** Given one by one, by an admin, to an active member: never by role, template or invitation (rule 8). */
  readonly isSensitive: boolean;
};

/** A named set of permissions, none of them sensitive. */
export type PermissionTemplate = {
  readonly id: string;
  readonly name: string;
  readonly permissionIds: readonly string[];
};

/** What lies between two sets of permissions, each in the order of the catalogue. */
export type PermissionChange = { readonly added: readonly Permission[]; readonly removed: readonly Permission[] };

export const changeBetween = (
  catalogue: readonly Permission[],
  before: readonly string[],
  after: readonly string[],
): PermissionChange => ({
  added: catalogue.filter(({ id }) => after.includes(id) && !before.includes(id)),
  removed: catalogue.filter(({ id }) => before.includes(id) && !after.includes(id)),
});
