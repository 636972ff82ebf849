import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result } from '../domain/result.ts';
import { type Asked, auditActor } from './asked.ts';
import { finished, type JobOutcome } from './job-outcome.ts';
import { rosterCsv } from './roster-csv.ts';
import { sendFileOnce } from './send-file-once.ts';
import { writeAsAdmin } from './write-as-admin.ts';

/** Everybody who is or was a member, as a file for the admin who asks; the other admins are told. */
export const exportRoster = (deps: Deps, asked: Asked): Promise<Result<null, AccessRefusal | BindingProposal>> =>
  writeAsAdmin<null, never>(deps, asked, 'export', async (tx, { actor, organization }) => {
    if (!(await tx.markHandled(asked.idempotencyKey))) return done(null);
    const { via, requestId } = asked;
    const exportId = uuidv7();
    await tx.audit({
      id: exportId,
      organizationId: organization.id,
      actor: auditActor(actor),
      action: 'roster.export',
      target: { kind: 'organization', id: organization.id },
      changed: {},
      via,
      requestId,
    });
    const payload = { organizationId: organization.id, membershipId: actor.membershipId, exportId, requestId };
    await tx.enqueue(job('send-roster', payload), job('announce-export', payload));
    return done(null);
  });

/** Whoever is no admin any more gets no list of people, however long ago they asked. */
export const sendRoster = async (deps: Deps, payload: JobPayloads['send-roster']): Promise<JobOutcome> => {
  const { organizationId, membershipId, exportId } = payload;
  const { store, notices } = deps;
  const [organization, admin] = await Promise.all([
    store.findOrganization(organizationId),
    store.findMember(membershipId),
  ]);
  const to = admin?.slack;
  if (!organization || admin?.status !== 'ACTIVE' || !admin.isAdmin || !to) return finished;
  return sendFileOnce(deps, {
    ...{ organizationId, to, subject: exportId, kinds: { uploaded: 'export', shared: 'export_sent' } },
    upload: () => notices.uploadRoster(to, `people-${exportId.slice(-12)}.csv`, rosterCsv(deps, organization)),
    share: (file) => notices.shareRoster(file, organization),
    tellFailure: (cause) => notices.exportFailed(to, cause, organization),
  });
};
