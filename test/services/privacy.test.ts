import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askForNewLink } from '../../src/services/ask-for-new-link.ts';
import { bindSlackUser } from '../../src/services/bind-slack-user.ts';
import { declineInvitation } from '../../src/services/decline-invitation.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { acceptLink, addMember, askedBy, entry, invitationOf, inviteInput } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

/** Stands in every name and address of this test. */
const SECRET = 'zebra';

let services: Services;
beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.stop());

const address = (name: string): string => `${SECRET}.${name}@example.org`;

describe('what is kept beside the records of people', () => {
  it('holds no address, no name and no link: neither the audit trail, nor the queue, nor the log', async () => {
    const { deps } = services;
    const names = { firstName: SECRET, lastName: SECRET };
    const ada = await addMember(services, { email: address('ada'), ...names });
    const entries = ['joins', 'declines', 'stops', 'asks', 'goes', 'fails'].map((name) => entry(address(name), names));
    const input = await inviteInput(services, [], { entries, note: SECRET });
    await inviteMembers(deps, await askedBy(services, ada.person), input);
    const of = (name: string) => invitationOf(services, address(name));

    await acceptLink(services, await of('joins'));
    for (const [name, stop] of [
      ['declines', false],
      ['stops', true],
    ] as const) {
      const { id: invitationId } = await of(name);
      const proof = { kind: 'link', generation: 1 } as const;
      await declineInvitation(deps, { invitationId, proof, stop, via: 'web', requestId: 'r1' });
    }
    await askForNewLink(deps, {
      invitationId: (await of('asks')).id,
      proof: { kind: 'link' },
      via: 'web',
      requestId: 'r2',
    });
    const emails = [address('asks')];
    await reinvite(deps, await askedBy(services, ada.person), { kind: 'emails', emails });
    await withdraw(deps, await askedBy(services, ada.person), { kind: 'emails', emails: [address('goes')] });
    const viewer = await addMember(services, { email: address('viewer'), role: 'Viewer', ...names });
    await withdraw(deps, await askedBy(services, viewer.person), { kind: 'emails', emails });
    const unbound = await addMember(services, { email: address('unbound'), role: 'Member', isBound: false, ...names });
    await bindSlackUser(deps, await askedBy(services, unbound.person), { first: SECRET, last: SECRET });

    const queued = JSON.stringify(await services.query('SELECT * FROM graphile_worker._private_jobs'));
    services.inbox.refuse({ code: 550, text: `no such user ${address('fails')}` });
    await services.runJobs();
    services.inbox.refuse(undefined);
    const trail = await services.query('SELECT * FROM audit_event');
    expect(new Set(trail.map(({ action }) => action))).toEqual(
      new Set([
        'attempt.refused',
        'identity.bind',
        'invitation.ask',
        'invitation.create',
        'invitation.decline',
        'invitation.reinvite',
        'invitation.stop',
        'invitation.withdraw',
        'membership.join',
      ]),
    );
    expect(queued.length).toBeGreaterThan(1000);
    expect(services.logged().length).toBeGreaterThan(0);
    for (const text of [JSON.stringify(trail), queued, JSON.stringify(services.logged())]) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain('@example.org');
      expect(text).not.toContain('/i/');
    }
    const left = JSON.stringify(await services.query('SELECT last_error FROM graphile_worker._private_jobs'));
    expect(left).not.toContain(SECRET);
  });
});
