import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { joinCodeLimits } from '../../src/domain/decide-join.ts';
import { job } from '../../src/domain/job.ts';
import { archiveTeam } from '../../src/services/archive-team.ts';
import { askJoinCode } from '../../src/services/ask-join-code.ts';
import { createInviteLink } from '../../src/services/create-invite-link.ts';
import { joinByLink } from '../../src/services/join-by-link.ts';
import { readJoinLink } from '../../src/services/read-join-link.ts';
import { type AddedMember, addMember, anAddress, askedBy, roleId } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import { addOrganization, addProduct, addTeam } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let sales: string;
let token: string;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  sales = await addTeam(services, 'Sales');
  await services.change({ invite_links: 'LEAST_ROLE' });
  token = await newLink();
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const newLink = async (teamId = sales, maxUses = 50): Promise<string> => {
  const terms = { roleId: await roleId(services, 'Viewer'), teamId, allowedDomains: [], maxUses, days: 7 };
  const made = await createInviteLink(services.deps, await askedBy(services, ada.person), terms);
  if (!made.ok) throw new Error(made.refusal.kind);
  return found(/\/join\/([\w-]+)$/.exec(made.value.url)?.[1]);
};

const ask = async (email: string, by = token) => {
  const asked = await askJoinCode(services.deps, { token: by, address: { email, emailKey: email }, requestId: 'r1' });
  return asked.ok ? asked.value.codeId : asked.refusal;
};

const join = async (email: string, given: { by?: string; codeId?: string; code?: string; first?: string } = {}) => {
  const by = given.by ?? token;
  const codeId = given.codeId ?? String(await ask(email, by));
  const code = given.code ?? services.deps.codes.codeFor(codeId);
  const names = { first: given.first ?? 'Grace', last: 'Hopper' };
  const joined = await joinByLink(services.deps, { token: by, codeId, code, names, requestId: 'r1' });
  return joined.ok ? 'joined' : joined.refusal;
};

const memberOf = (email: string) =>
  services.query<{ id: string; team: string; first: string; search: string; products: string[] }>(
    `SELECT m.id, m.primary_team_id AS team, a.first_name AS first, m.search_text AS search,
       ARRAY(SELECT p.name FROM membership_product mp JOIN product p ON p.id = mp.product_id WHERE mp.membership_id = m.id
         ORDER BY 1) AS products
     FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email_key = $1 AND m.organization_id = $2`,
    [email, services.organizationId],
  );

describe('a code', () => {
  it('is mailed, but not to an address that asked not to be written to, and nobody can tell', async () => {
    const [free, stopped] = [anAddress(), anAddress()];
    await services.query('INSERT INTO address_preference (id, email_key) VALUES ($1, $2)', [uuidv7(), stopped]);
    expect([typeof (await ask(free)), typeof (await ask(stopped))]).toEqual(['string', 'string']);
    await services.runJobs();
    expect([services.inbox.mailsTo(free).length, services.inbox.mailsTo(stopped).length]).toEqual([1, 0]);
  });

  it('works at its own link, for a quarter of an hour, and not after five wrong ones', async () => {
    const email = anAddress();
    const codeId = String(await ask(email));
    expect(await join(email, { codeId, by: await newLink() })).toEqual({ kind: 'invite_link_unknown' });
    expect(await join(email, { codeId, by: 'no-token' })).toEqual({ kind: 'invite_link_unknown' });
    expect(await join(email, { codeId: uuidv7(), code: '000000' })).toEqual({ kind: 'invite_link_unknown' });
    await services.query(`UPDATE join_code SET expires_at = usher_now() WHERE id = $1`, [codeId]);
    expect(await join(email, { codeId })).toEqual({ kind: 'code_expired' });
    const other = String(await ask(email));
    const wrong = services.deps.codes.codeFor(other) === '000000' ? '000001' : '000000';
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      expect(await join(email, { codeId: other, code: wrong })).toEqual({ kind: 'code_wrong', attemptsLeft });
    }
    expect(await join(email, { codeId: other })).toEqual({ kind: 'code_expired' });
    expect(await memberOf(email)).toEqual([]);
  });

  it('is asked for so often at one address, and at one link, also at the same moment', async () => {
    const email = anAddress();
    const asked = await Promise.all(Array.from({ length: joinCodeLimits.perAddress + 3 }, () => ask(email)));
    expect(asked.filter((one) => typeof one === 'string')).toHaveLength(joinCodeLimits.perAddress);
    expect(await ask(email, await newLink())).toEqual({ kind: 'too_many_codes', whose: 'address' });
    const small = await newLink(sales, 1);
    await services.query(
      `INSERT INTO join_code (id, invite_link_id, email, email_key, expires_at)
       SELECT gen_random_uuid(), $1, 'many' || n, 'many' || n, usher_now() FROM generate_series(1, $2::int) n`,
      [services.deps.shareableLinks.read(small), joinCodeLimits.perLink(1)],
    );
    expect(await ask(anAddress(), small)).toEqual({ kind: 'too_many_codes', whose: 'link' });
    // An hour later both are as new.
    await services.query(`UPDATE join_code SET created_at = created_at - interval '61 minutes'`);
    expect([typeof (await ask(email)), typeof (await ask(anAddress(), small))]).toEqual(['string', 'string']);
    await services.query(`UPDATE join_code SET created_at = created_at - interval '24 hours'`);
    await services.deps.store.forgetOld();
    expect(await services.query('SELECT id FROM join_code')).toEqual([]);
  });
});

const told = ({ person } = ada) => person.messages().filter(({ text }) => text.includes('Your invite link'));

describe('joining by a link', () => {
  it('gives team and products as an invitation presets them, once, with the jobs that follow', async () => {
    await addProduct(services, 'Atlas', { isDefault: true });
    const email = anAddress();
    const codeId = String(await ask(email));
    await services.clearJobs();
    const twice = await Promise.all([join(email, { codeId }), join(email, { codeId })]);
    expect(twice).toEqual(['joined', 'joined']);
    expect(await memberOf(email)).toMatchObject([{ team: sales, first: 'Grace', products: ['Atlas'] }]);
    const names = (await services.waitingJobs()).map(({ name }) => name);
    expect(names.sort()).toEqual(['announce-join', 'announce-link', 'welcome-member']);
  });

  it('is told to whoever made the link, by one message that is edited: who came, and what became of the link', async () => {
    const [by, emails] = [await newLink(sales, 3), [anAddress('one'), anAddress('two'), anAddress('three')] as const];
    await services.runJobs();
    const before = told().length;
    const own = () => told().slice(before);
    await Promise.all(emails.slice(0, 2).map((email) => join(email, { by })));
    await services.runJobs();
    expect(own()).toMatchObject([
      { text: expect.stringMatching(/^\*Your invite link for Viewer in Sales: 2 of 3 joined\*/), edits: 0 },
    ]);
    for (const email of emails.slice(0, 2)) expect(own()[0]?.text).toContain(`*Grace Hopper* (${email})`);
    expect(own()[0]?.text).toMatch(/Open until/);
    await join(emails[2], { by });
    await services.runJobs();
    expect(own()).toMatchObject([{ text: expect.stringMatching(/: 3 of 3 joined\*/), edits: 1 }]);
    expect(own()[0]?.text).toMatch(/Used up: 3 people have joined/);
    expect(own()[0]?.buttons).toEqual(['Invite links']);
  });

  it('is told no more to who is no admin any more, and to whoever took the link over by a message of their own', async () => {
    const [by, bob] = [await newLink(), await addMember(services, { firstName: 'Bob' })];
    const before = told().length;
    await services.query('UPDATE invite_link SET created_by_id = $2 WHERE id = $1', [
      services.deps.shareableLinks.read(by),
      bob.membershipId,
    ]);
    expect(await join(anAddress(), { by })).toBe('joined');
    await services.runJobs();
    expect([told().length, told(bob).length]).toEqual([before, 1]);
    await services.query(`UPDATE membership SET role_id = $2 WHERE id = $1`, [
      bob.membershipId,
      await roleId(services, 'Member'),
    ]);
    await services.deps.store.enqueue(
      job('announce-link', {
        organizationId: services.organizationId,
        linkId: found(services.deps.shareableLinks.read(by)),
        requestId: 'r1',
      }),
    );
    await services.runJobs();
    expect(told(bob)).toMatchObject([{ edits: 0 }]);
  });

  it('keeps the names of an account from elsewhere, by which they are found', async () => {
    const email = anAddress();
    await addOrganization(services);
    await services.query(
      `INSERT INTO account (id, email, email_key, first_name, last_name) VALUES ($1, $2, $2, 'Émilie', 'Known')`,
      [uuidv7(), email],
    );
    expect(await join(email, { first: 'Typed' })).toBe('joined');
    expect(await memberOf(email)).toMatchObject([{ first: 'Émilie', search: `émilie known ${email}` }]);
  });

  it('asks Slack who has the address: no guest where guests are refused, and whoever it is when Slack is silent', async () => {
    const guest = services.workspace.person({ email: anAddress(), isRestricted: true });
    expect(await join(guest.email)).toEqual({ kind: 'not_by_link' });
    const undo = await services.change({ guest_policy: 'ALLOW' });
    expect(await join(guest.email)).toBe('joined');
    await undo();
  });

  it('follows its team where everybody is moved', async () => {
    const [old, next] = [await addTeam(services, 'Old'), await addTeam(services, 'Next')];
    const by = await newLink(old);
    const [before, after] = [anAddress(), anAddress()];
    expect(await join(before, { by })).toBe('joined');
    const asked = await askedBy(services, ada.person);
    expect(await archiveTeam(services.deps, asked, { teamId: old, moveToId: next })).toMatchObject({ ok: true });
    expect(await join(after, { by })).toBe('joined');
    expect([...(await memberOf(before)), ...(await memberOf(after))]).toMatchObject([{ team: next }, { team: next }]);
  });

  it('waits for whoever archives its team, and then does not join; nor while no code can be mailed', async () => {
    const support = await addTeam(services, 'Support');
    const by = await newLink(support);
    const email = anAddress();
    const codeId = String(await ask(email, by));
    const asked = await askedBy(services, ada.person);
    const [archived, joined] = await Promise.all([
      archiveTeam(services.deps, asked, { teamId: support, moveToId: null }),
      join(email, { codeId, by }),
    ]);
    // Whoever came first: nobody is ever in a team that is archived.
    expect([archived.ok, joined]).toEqual(
      joined === 'joined' ? [false, 'joined'] : [true, { kind: 'link_out_of_order', why: 'team_archived' }],
    );
    const mails = { ...services.deps.mails, hasServer: false };
    const disorder = { kind: 'link_out_of_order', why: 'no_mail_server' };
    expect(await readJoinLink({ ...services.deps, mails }, token)).toMatchObject({ closed: disorder });
    const address = { email, emailKey: email };
    expect(await askJoinCode({ ...services.deps, mails }, { token, address, requestId: 'r1' })).toEqual({
      ok: false,
      refusal: disorder,
    });
  });
});
