import type { AuditEntry } from '../ports/records.ts';
import { type Asked, auditActor } from './asked.ts';
import type { Held } from './write-as-admin.ts';

/** The audit entry of an admin's act on one thing. */
export const auditEntry = (
  { requestId, via }: Asked,
  { organization, actor }: Held,
  action: string,
  target: NonNullable<AuditEntry['target']>,
  changed: AuditEntry['changed'],
): AuditEntry => ({
  organizationId: organization.id,
  actor: auditActor(actor),
  action,
  target,
  changed,
  via,
  requestId,
});
