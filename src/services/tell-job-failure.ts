import type { Deps } from '../deps.ts';
import type { SlackUserRef } from '../domain/actor.ts';
import { type Job, job } from '../domain/job.ts';
import { giveUpReminder } from './send-reminder.ts';
import { adminsAfter, tellFirst } from './tell-first.ts';

/**
 * A job that died for good tells a person: whoever sent the invitation that it was about, else an admin. A link that was never
 * sent is marked as such too, so that the pending list has it.
 */
export const tellJobFailure = async (deps: Deps, failed: Job): Promise<void> => {
  const { requestId } = failed.payload;
  if (failed.name === 'deliver-invitation') await giveUpDelivery(deps, failed.payload);
  // One reminder less is nothing to disturb anybody with; the story has it.
  if (failed.name === 'send-reminder') return giveUpReminder(deps, failed.payload);
  const people = await findPeople(deps, failed);
  await tellFirst(people, (to) => deps.notices.jobFailed(to, { name: failed.name, requestId }));
};

const giveUpDelivery = async (
  deps: Deps,
  { invitationId, generation, requestId }: Extract<Job, { name: 'deliver-invitation' }>['payload'],
): Promise<void> => {
  const invitation = await deps.store.findInvitation(invitationId);
  if (invitation?.generation !== generation) return;
  // What is known of the cause stays; a way that was not tried at all is said to be given up.
  const open = invitation.deliveries.filter(({ state }) => state === 'QUEUED');
  const isMailTried = invitation.deliveries.some(({ channel }) => channel === 'EMAIL');
  const ways = open.length === 0 && !isMailTried ? [{ channel: 'EMAIL', cause: 'gave_up' } as const] : open;
  for (const { channel, cause } of ways) {
    await deps.store.recordDelivery({ invitationId, generation, channel, state: 'FAILED', cause, posted: null });
  }
  await deps.store.enqueue(job('announce-batch', { batchId: invitation.batchId, requestId }));
};

const findPeople = async (deps: Deps, failed: Job): Promise<SlackUserRef[]> => {
  const { organizationId, first } = await findConcerned(deps, failed);
  return organizationId ? adminsAfter(first, await deps.store.findAdminsInSlack(organizationId)) : [];
};

type Concerned = { readonly organizationId: string | undefined; readonly first?: SlackUserRef | null };

const findConcerned = async ({ store }: Deps, { name, payload }: Job): Promise<Concerned> => {
  switch (name) {
    case 'deliver-invitation':
    case 'send-reminder':
    case 'ask-new-link':
    case 'settle-card':
    case 'rewrite-card':
    case 'revive-card': {
      const invitation = await store.findInvitation(payload.invitationId);
      const issuer = invitation?.issuer;
      return { organizationId: invitation?.organizationId, first: issuer?.isActive ? issuer.slack : null };
    }
    case 'announce-batch': {
      const batch = await store.findBatch(payload.batchId);
      return { organizationId: batch?.organizationId, first: batch?.inviter ?? null };
    }
    case 'send-roster':
    case 'send-import-file':
      return {
        organizationId: payload.organizationId,
        first: (await store.findMember(payload.membershipId))?.slack ?? null,
      };
    case 'send-import':
    case 'announce-import': {
      const batch = await store.findImportOfBatch(payload.importId);
      return { organizationId: payload.organizationId, first: batch?.isHandedOver ? null : (batch?.creator ?? null) };
    }
    case 'mail-slack-stop':
    case 'announce-link':
    case 'announce-join':
    case 'announce-team':
    case 'announce-digest':
    case 'announce-week':
    case 'announce-happening':
    case 'announce-addresses':
    case 'tell-role-change':
    case 'tell-pause':
    case 'announce-export':
    case 'announce-request':
    case 'answer-request':
      return { organizationId: payload.organizationId };
    case 'welcome-member':
    case 'announce-admin':
      return { organizationId: (await store.findMember(payload.membershipId))?.organizationId };
    case 'look-at-slack-user':
    case 'look-at-newcomer':
      return { organizationId: (await store.findOrganizationOfTeam(payload.teamId))?.id };
    case 'settle-happenings':
      // Every minute asks again what it would have done.
      return { organizationId: undefined };
    case 'mail-join-code':
      return { organizationId: (await store.findJoinCode(payload.joinCodeId))?.organizationId };
    case 'mail-code':
      return { organizationId: (await store.findIdentityCode(payload.identityCodeId))?.organizationId };
  }
};
