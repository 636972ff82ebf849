import type { Organization } from '../domain/organization.ts';
import type { Settings } from '../domain/settings.ts';

export type SettingsWrites = {
  /** The organization as it is now. Other admins' settings wait until this transaction ends; nothing else does. */
  readonly holdSettings: (organizationId: string) => Promise<Organization | null>;
  /** Writes these columns and no other. */
  readonly changeSettings: (organizationId: string, changes: Partial<Settings>) => Promise<void>;
};
