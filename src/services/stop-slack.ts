import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { job } from '../domain/job.ts';
import { done } from '../domain/result.ts';
import { type SlackStopped, wordSlackStop } from '../domain/slack-stop.ts';
import type { AuditEntry } from '../ports/records.ts';

/**
 * Slack takes nothing from this workspace any more: kept where all processes see it, so that none of them goes on asking. The
 * operator is told once, in the log, and the admins once, by mail.
 */
export const stopSlack = async (
  { store, log }: Pick<Deps, 'store' | 'log'>,
  { teamId, stop }: Pick<SlackStopped, 'teamId' | 'stop'>,
  requestId: string,
): Promise<void> => {
  const stopped = await store.transaction<boolean, never>(async (tx) => {
    const workspace = await tx.stopSlack(teamId, stop);
    if (!workspace) return done(false);
    const { organizationId } = workspace;
    await tx.audit(entry(organizationId, 'workspace.stop', { ...stop }, requestId));
    const admins = await tx.findAdminsInSlack(organizationId);
    await tx.enqueue(
      ...admins.map(({ membershipId }) => job('mail-slack-stop', { organizationId, membershipId, requestId })),
    );
    return done(true);
  });
  if (stopped.ok && stopped.value) {
    log.error({ ...stop, requestId, todo: wordSlackStop(stop) }, 'Slack takes nothing from Usher: messages wait.');
  }
};

/** Asks Slack about a token that did not count, once a minute among all processes; what waits goes out when it counts again. */
export const trySlackAgain = async (deps: Pick<Deps, 'store' | 'log' | 'slackToken'>): Promise<void> => {
  const { store, log, slackToken } = deps;
  const stop = await store.claimSlackTrial(slackToken.teamId);
  if (!stop) return;
  const tried = await slackToken.tryOut(stop.needed);
  if (!tried?.works) return;
  const resumed = await store.transaction<boolean, never>(async (tx) => {
    const workspace = await tx.resumeSlack(slackToken.teamId);
    if (!workspace) return done(false);
    await tx.audit(entry(workspace.organizationId, 'workspace.resume', {}, uuidv7()));
    return done(true);
  });
  if (resumed.ok && resumed.value) log.info('Slack takes the token again: what waited goes out within five minutes.');
};

const entry = (
  organizationId: string,
  action: string,
  changed: AuditEntry['changed'],
  requestId: string,
): AuditEntry => ({
  organizationId,
  actor: { kind: 'SYSTEM' },
  action,
  target: { kind: 'organization', id: organizationId },
  changed,
  via: 'job',
  requestId,
});
