export type NamedPermission = { readonly id: string; readonly name: string };

/** What the change of a role means for one person: permissions that they hold by themselves neither come nor go. */
export type RoleDifference = { readonly gained: readonly NamedPermission[]; readonly lost: readonly NamedPermission[] };

export const roleDifference = (
  before: readonly NamedPermission[],
  after: readonly NamedPermission[],
  own: readonly string[],
): RoleDifference => {
  const held = new Set(own);
  const without = (all: readonly NamedPermission[], others: readonly NamedPermission[]) =>
    all.filter(({ id }) => !held.has(id) && !others.some((other) => other.id === id));
  return { gained: without(after, before), lost: without(before, after) };
};
