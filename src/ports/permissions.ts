import type { Permission, PermissionTemplate } from '../domain/permission.ts';
import type { PermissionHolders } from '../domain/permission-refusal.ts';

/** A permission, and what carries it. */
export type CataloguePermission = Permission & {
  readonly roleNames: readonly string[];
  readonly templateNames: readonly string[];
};

/** All permissions and templates of an organization, by name. */
export type Catalogue = {
  readonly permissions: readonly CataloguePermission[];
  readonly templates: readonly PermissionTemplate[];
};

export type PermissionReads = {
  readonly findCatalogue: (organizationId: string) => Promise<Catalogue>;
  /** Active members to whom it was given singly, counted up to one more than `mostCounted`. */
  readonly countPeopleWithPermission: (organizationId: string, permissionId: string) => Promise<number>;
};

export type PermissionTexts = Pick<Permission, 'name' | 'description' | 'isSensitive'>;

export type PermissionWrites = {
  /** Whether another one has this name, as the database compares them. */
  readonly isTemplateNameTaken: (organizationId: string, name: string, exceptId: string | null) => Promise<boolean>;
  /** Waits for everybody who is giving this permission by role, template or invitation, and says who has it then. */
  readonly holdPermission: (organizationId: string, permissionId: string) => Promise<PermissionHolders>;
  readonly createPermission: (
    organizationId: string,
    permission: PermissionTexts & { readonly id: string; readonly key: string },
  ) => Promise<void>;
  readonly changePermission: (organizationId: string, permissionId: string, texts: PermissionTexts) => Promise<void>;
  /** Writes name and permissions of a template, new or not. */
  readonly saveTemplate: (organizationId: string, template: PermissionTemplate) => Promise<void>;
};
