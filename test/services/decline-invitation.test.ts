import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import { type DeclineInvitationInput, declineInvitation } from '../../src/services/decline-invitation.ts';
import {
  type AddedMember,
  acceptLink,
  addMember,
  anAddress,
  auditOf,
  invitationOf,
  invite,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const decline = async (
  { id, generation }: Pick<InvitationRecord, 'id' | 'generation'>,
  given: Partial<DeclineInvitationInput> = {},
) => {
  const proof = { kind: 'link', generation } as const;
  const input = { invitationId: id, proof, stop: false, via: 'web', requestId: 'r1', ...given } as const;
  const result = await declineInvitation(services.deps, input);
  return result.ok ? 'declined' : result.refusal;
};

const stoppedAt = async (email: string) => (await invitationOf(services, email)).stoppedAt;

describe('declineInvitation', () => {
  it('when it waits, closes it for good, by the invitee, and the inviter’s message is told', async () => {
    const email = anAddress();
    const invitation = await invite(services, ada, email);
    await services.clearJobs();
    expect(await decline(invitation)).toBe('declined');
    expect(await invitationOf(services, email)).toMatchObject({ status: 'DECLINED', stoppedAt: null });
    const [row] = await services.query('SELECT status_cause FROM invitation WHERE id = $1', [invitation.id]);
    expect(row).toEqual({ status_cause: 'by_invitee' });
    expect((await auditOf(services, { target: invitation.id })).at(-1)).toMatchObject({
      action: 'invitation.decline',
      actorKind: 'INVITEE',
    });
    expect((await services.waitingJobs()).map(({ name }) => name)).toEqual(['announce-batch', 'settle-card']);
  });

  it('when it ran out or has a newer link, a no is still a no', async () => {
    const [late, superseded] = [await invite(services, ada, anAddress()), await invite(services, ada, anAddress())];
    await services.advance('25 hours');
    expect(await decline(late)).toBe('declined');
    await services.query('UPDATE invitation SET generation = 2 WHERE id = $1', [superseded.id]);
    expect(await decline(superseded)).toBe('declined');
  });

  it('when it was decided before, says how', async () => {
    const invitation = await invite(services, ada, anAddress());
    expect(await decline(invitation)).toBe('declined');
    expect(await decline(invitation)).toEqual({ kind: 'already_declined', at: expect.any(Date) });
    const accepted = await invite(services, ada, anAddress());
    await acceptLink(services, accepted);
    expect(await decline(accepted)).toEqual({ kind: 'already_accepted', at: expect.any(Date) });
    expect(await decline({ id: uuidv7(), generation: 1 })).toEqual({ kind: 'invitation_unknown' });
  });

  it('when a Slack user says it, it must be the one who was invited', async () => {
    const grace = services.workspace.person({ email: anAddress('grace') });
    const invitation = await invite(services, ada, grace.email);
    const by = (userId: string, teamId = grace.teamId) => ({
      proof: { kind: 'slack', user: { teamId, userId } } as const,
    });
    expect(await decline(invitation, by(ada.person.id))).toEqual({ kind: 'not_the_invitee' });
    expect(await decline(invitation, by(grace.id, 'T0OTHER'))).toEqual({ kind: 'not_the_invitee' });
    expect(await decline(invitation, by(grace.id))).toBe('declined');
  });
});

describe('declineInvitation with "don’t write to me again"', () => {
  it('closes the invitation and stops the address, once and for all', async () => {
    const email = anAddress();
    const invitation = await invite(services, ada, email);
    await services.clearJobs();
    expect(await decline(invitation, { stop: true })).toBe('declined');
    const at = await stoppedAt(email);
    expect(at).toBeInstanceOf(Date);
    const [row] = await services.query('SELECT status_cause FROM invitation WHERE id = $1', [invitation.id]);
    expect(row).toEqual({ status_cause: 'stopped' });
    expect((await auditOf(services, { target: invitation.id })).at(-1)).toMatchObject({ action: 'invitation.stop' });
    await services.advance('1 hour');
    expect(await decline(invitation, { stop: true })).toBe('declined');
    expect(await stoppedAt(email)).toEqual(at);
  });

  it('when the invitation was decided before, the wish stands all the same', async () => {
    const email = anAddress();
    const invitation = await invite(services, ada, email);
    await acceptLink(services, invitation);
    expect(await decline(invitation, { stop: true })).toBe('declined');
    expect(await stoppedAt(email)).toBeInstanceOf(Date);
    expect((await invitationOf(services, email)).status).toBe('ACCEPTED');
  });

  it('when a link is on its way, it is not sent any more', async () => {
    const email = anAddress();
    await invite(services, ada, email);
    await services.query('INSERT INTO address_preference (id, email_key) VALUES ($1, $2)', [uuidv7(), email]);
    await services.runJobs();
    expect(services.inbox.mailsTo(email)).toEqual([]);
  });
});
