import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Organization } from '../../src/domain/organization.ts';
import { done } from '../../src/domain/result.ts';
import { type AddedMember, acceptLink, addMember, anAddress, invitationOf, invite } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import { addOrganization, type OtherOrganization } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let other: OtherOrganization;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  other = await addOrganization(services);
});
afterAll(() => services.stop());

/** An invitation of the other organization, as its own Usher would have made it. */
const theirs = async (email: string): Promise<string> => {
  const id = uuidv7();
  await services.query(
    `INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id, issuer_id, expires_at)
     VALUES ($1, $2, $3, $3, $4, $1, $5, usher_now() + interval '1 day')`,
    [id, other.id, email, other.roleIds['Member'], other.adminId],
  );
  return id;
};

const factsOf = async (organization: Organization, email: string) => {
  const result = await services.deps.store.transaction(async (tx) =>
    done(await tx.findAddressFacts(organization, [{ emailKey: email, slack: null }])),
  );
  return result.ok ? { ...found(result.value.facts.get(email)), issuedToday: result.value.issuedToday } : undefined;
};

describe('what another organization knows', () => {
  it('a membership there does not count here, except that there is an account', async () => {
    const [row] = await services.query<{ email: string }>(
      'SELECT a.email FROM account a JOIN membership m ON m.account_id = a.id WHERE m.id = $1',
      [other.adminId],
    );
    const { email } = found(row);
    expect(await factsOf(await services.organization(), email)).toMatchObject({ membership: null, hasAccount: true });
    expect(await services.deps.store.findMemberByAccountEmail(services.organizationId, email)).toBeNull();
    expect(await services.deps.store.findMemberByAccountEmail(other.id, email)).not.toBeNull();
  });

  it('an invitation there stands in nobody’s way here, and its number is not counted', async () => {
    const email = anAddress();
    const id = await theirs(email);
    const before = found(await factsOf(await services.organization(), email)).issuedToday;
    const mine = await invite(services, ada, email);
    expect(mine.id).not.toBe(id);
    expect(await factsOf(await services.organization(), email)).toMatchObject({
      issuedToday: before + 1,
      invitation: { id: mine.id },
    });
    expect(await invitationOf(services, email)).toMatchObject({ id: mine.id });
  });

  it('joining here changes nothing there: the account is one, the memberships are two', async () => {
    const email = anAddress();
    const id = await theirs(email);
    const result = await acceptLink(services, await invite(services, ada, email));
    expect(result).toMatchObject({ ok: true });
    expect(await services.deps.store.findInvitation(id)).toMatchObject({ status: 'PENDING', membership: null });
    const there = await acceptLink(services, { id, generation: 1 });
    expect(there).toMatchObject({ ok: true, value: { organization: { id: other.id } } });
    const sql =
      'SELECT count(*)::int AS n FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email_key = $1';
    expect(await services.query(sql, [email])).toEqual([{ n: 2 }]);
    expect(await services.query('SELECT FROM account WHERE email_key = $1', [email])).toHaveLength(1);
  });
});
