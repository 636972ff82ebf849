import type { Permission, PermissionTemplate } from './permission.ts';

/** What a person can do: by their role, and given to them alone. */
export type HeldPermissions = { readonly byRole: readonly string[]; readonly single: readonly string[] };

/** Whether a template comes on top of what somebody was given singly, or stands in its place. */
export type TemplateMode = 'add' | 'replace';

/** What *Update* will do to the single permissions of one person (rule 22), each in the order of the catalogue. */
export type GrantPlan = {
  readonly added: readonly Permission[];
  readonly removed: readonly Permission[];
  /** Wanted, and had already: given singly. */
  readonly had: readonly Permission[];
  /** Wanted, and had already: carried by the role, so it is not given a second time. */
  readonly hadByRole: readonly Permission[];
  /** Not wanted, and left: what a template does not touch. Sensitive ones are always among them. */
  readonly kept: readonly Permission[];
};

/** The single permissions that were chosen. What is sensitive is neither given nor taken here (rule 8). */
export const planSingles = (
  catalogue: readonly Permission[],
  held: HeldPermissions,
  wantedIds: readonly string[],
): GrantPlan => {
  const isSingle = ({ id }: Permission) => held.single.includes(id);
  const isWanted = ({ id, isSensitive }: Permission) => !isSensitive && wantedIds.includes(id);
  return {
    added: catalogue.filter((one) => isWanted(one) && !isSingle(one)),
    removed: catalogue.filter((one) => isSingle(one) && !one.isSensitive && !isWanted(one)),
    had: catalogue.filter((one) => isWanted(one) && isSingle(one)),
    hadByRole: [],
    kept: catalogue.filter((one) => isSingle(one) && one.isSensitive),
  };
};

/** A template, applied. */
export const planTemplate = (
  catalogue: readonly Permission[],
  held: HeldPermissions,
  { permissionIds }: Pick<PermissionTemplate, 'permissionIds'>,
  mode: TemplateMode,
): GrantPlan => {
  const isSingle = ({ id }: Permission) => held.single.includes(id);
  const isByRole = ({ id }: Permission) => held.byRole.includes(id);
  const isWanted = ({ id, isSensitive }: Permission) => !isSensitive && permissionIds.includes(id);
  const isTaken = (one: Permission) => mode === 'replace' && !one.isSensitive && !isWanted(one);
  return {
    added: catalogue.filter((one) => isWanted(one) && !isSingle(one) && !isByRole(one)),
    removed: catalogue.filter((one) => isSingle(one) && isTaken(one)),
    had: catalogue.filter((one) => isWanted(one) && isSingle(one)),
    hadByRole: catalogue.filter((one) => isWanted(one) && !isSingle(one) && isByRole(one)),
    kept: catalogue.filter((one) => isSingle(one) && !isWanted(one) && !isTaken(one)),
  };
};
