import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptInvitation } from '../../src/services/accept-invitation.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import {
  type AddedMember,
  acceptLink,
  addMember,
  anAddress,
  askedBy,
  invite,
  inviteInput,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { statementsOf } from '../support/statements.ts';
import { addProduct, addTeam } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let terms: { primaryTeamId: string; secondaryTeamIds: string[]; productIds: string[] };
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  terms = {
    primaryTeamId: await addTeam(services, 'Sales'),
    secondaryTeamIds: [await addTeam(services, 'Support')],
    productIds: [await addProduct(services, 'Studio'), await addProduct(services, 'Reports')],
  };
});
afterAll(() => services.stop());

const inviting = async (count: number): Promise<string[]> => {
  const emails = Array.from({ length: count }, () => anAddress());
  const [asked, input] = [await askedBy(services, ada.person), await inviteInput(services, emails, terms)];
  return statementsOf(async () => {
    const result = await inviteMembers(services.deps, asked, input);
    expect(result.ok && result.value.rows.every(({ outcome }) => outcome === 'invited')).toBe(true);
  });
};

describe('statements sent to the database, with two teams and two products', () => {
  it('one invite takes at most 8', async () => {
    expect((await inviting(1)).length).toBeLessThanOrEqual(8);
  });

  it('a batch of 50 takes at most twice as many', async () => {
    expect((await inviting(50)).length).toBeLessThanOrEqual((await inviting(1)).length * 2);
  });

  it('a batch of 50 that ran out and is renewed takes no more', async () => {
    const emails = Array.from({ length: 50 }, () => anAddress());
    const input = await inviteInput(services, emails, terms);
    await inviteMembers(services.deps, await askedBy(services, ada.person), input);
    await services.advance('25 hours');
    const asked = await askedBy(services, ada.person);
    const statements = await statementsOf(() => inviteMembers(services.deps, asked, input));
    expect(statements.length).toBeLessThanOrEqual(16);
  });

  it('one accept by the mailed link takes at most 8', async () => {
    const invitation = await invite(services, ada, anAddress(), terms);
    const statements = await statementsOf(async () => {
      expect((await acceptLink(services, invitation)).ok).toBe(true);
    });
    expect(statements.length).toBeLessThanOrEqual(8);
  });

  it('one accept in Slack, which binds the person as well, takes at most 8', async () => {
    const linus = services.workspace.person({ firstName: 'Linus', lastName: 'Example', email: anAddress('linus') });
    const { id } = await invite(services, ada, linus.email, terms);
    const proof = { kind: 'slack', user: { teamId: linus.teamId, userId: linus.id } } as const;
    const input = {
      invitationId: id,
      proof,
      names: { first: null, last: null },
      via: 'button',
      requestId: 'r1',
    } as const;
    const statements = await statementsOf(async () => {
      expect((await acceptInvitation(services.deps, input)).ok).toBe(true);
    });
    expect(statements.length).toBeLessThanOrEqual(8);
  });

  it('the look-up of an actor is one, once the settings are known', async () => {
    await askedBy(services, ada.person);
    const statements = await statementsOf(() => askedBy(services, ada.person));
    expect(statements).toHaveLength(1);
  });
});
