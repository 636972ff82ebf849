import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result } from '../domain/result.ts';
import { type Asked, auditActor } from './asked.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { rosterCsv } from './roster-csv.ts';
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

/**
 * Makes the file and shares it in the admin's DM. What was uploaded is remembered before it is shared: a try whose answer was
 * lost shares that file again instead of making another one.
 */
export const sendRoster = async (deps: Deps, payload: JobPayloads['send-roster']): Promise<JobOutcome> => {
  const { organizationId, membershipId, exportId } = payload;
  const { store, notices } = deps;
  const [organization, admin] = await Promise.all([
    store.findOrganization(organizationId),
    store.findMember(membershipId),
  ]);
  // Whoever is no admin any more gets no list of people, however long ago they asked.
  if (!organization || admin?.status !== 'ACTIVE' || !admin.isAdmin || !admin.slack) return finished;
  if (await store.findPosted(organizationId, 'export_sent', exportId)) return finished;

  const earlier = await store.findPosted(organizationId, 'export', exportId);
  const known = earlier && { kind: 'uploaded' as const, channelId: earlier.channelId, fileId: earlier.ts };
  const fileName = `people-${exportId.slice(-12)}.csv`;
  const uploaded = known ?? (await notices.uploadRoster(admin.slack, fileName, rosterCsv(deps, organization)));
  if (uploaded.kind === 'try_later') return again(uploaded.cause, uploaded.afterSeconds);
  if (uploaded.kind !== 'uploaded') return tellFailure(deps, payload, uploaded);
  const { channelId, fileId } = uploaded;
  // The row that remembers a message remembers a file as well: where, and which.
  if (!known) await store.savePosted(organizationId, 'export', exportId, admin.slack.teamId, { channelId, ts: fileId });

  const shared = await notices.shareRoster(uploaded, organization);
  switch (shared.kind) {
    case 'posted':
      await store.savePosted(organizationId, 'export_sent', exportId, admin.slack.teamId, shared);
      return finished;
    case 'try_later':
      return again(shared.cause, shared.afterSeconds);
    case 'message_gone':
      await store.releasePosted(organizationId, 'export', exportId);
      return again('the uploaded file is gone');
    case 'unreachable':
      return tellFailure(deps, payload, shared);
  }
};

const tellFailure = async (
  { store, notices }: Deps,
  { organizationId, membershipId }: JobPayloads['send-roster'],
  failed: { readonly kind: string; readonly cause?: string },
): Promise<JobOutcome> => {
  const [organization, admin] = await Promise.all([
    store.findOrganization(organizationId),
    store.findMember(membershipId),
  ]);
  if (!organization || !admin?.slack) return finished;
  const told = await notices.exportFailed(admin.slack, failed.cause ?? failed.kind, organization);
  return told.kind === 'try_later' ? again(told.cause, told.afterSeconds) : finished;
};
