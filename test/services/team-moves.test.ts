import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { archiveTeam, restoreTeam } from '../../src/services/archive-team.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { moveTeam } from '../../src/services/move-team.ts';
import {
  type AddedMember,
  acceptLink,
  addMember,
  anAddress,
  askedBy,
  auditOf,
  invitationOf,
  invite,
  inviteInput,
} from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import { statementsOf } from '../support/statements.ts';
import { addTeam } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let grace: AddedMember;
beforeAll(async () => {
  services = await startServices();
  await services.change({ daily_invitation_cap: 10_000 });
  ada = await addMember(services);
  grace = await addMember(services, { firstName: 'Grace' });
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

type In = { primary?: string; others?: readonly string[]; status?: 'ACTIVE' | 'DEACTIVATED' };

const memberIn = async ({ primary, others = [], status = 'ACTIVE' }: In): Promise<string> => {
  const { membershipId } = await addMember(services, { role: 'Viewer', status, isBound: false });
  await services.query('UPDATE membership SET primary_team_id = $2 WHERE id = $1', [membershipId, primary ?? null]);
  await services.query(
    'INSERT INTO membership_team SELECT organization_id, id, unnest($2::uuid[]) FROM membership WHERE id = $1',
    [membershipId, others],
  );
  return membershipId;
};

const placeOf = async (membershipId: string) => {
  const record = found(await services.deps.store.findMemberRecord(services.organizationId, membershipId));
  return { primary: record.primaryTeamId, others: record.secondaryTeamIds, version: record.version };
};

const crowd = async (teamId: string, count: number): Promise<void> => {
  await services.query(
    `WITH made AS (INSERT INTO account (id, email, email_key, first_name, last_name)
       SELECT gen_random_uuid(), e, e, 'Person', 'Crowd' FROM (SELECT gen_random_uuid()::text || '@example.com' e FROM generate_series(1, $2)) s
       RETURNING id)
     INSERT INTO membership (id, organization_id, account_id, role_id, primary_team_id, search_text)
     SELECT gen_random_uuid(), t.organization_id, made.id, r.id, t.id, 'crowd'
     FROM made, team t JOIN role r ON r.organization_id = t.organization_id AND r.name = 'Viewer' WHERE t.id = $1`,
    [teamId, count],
  );
};

const move = async (fromId: string | null, toId: string, by = ada) =>
  moveTeam(services.deps, await askedBy(services, by.person), { fromId, toId });

const archive = async (teamId: string, moveToId: string | null, by = ada) =>
  archiveTeam(services.deps, await askedBy(services, by.person), { teamId, moveToId });

const answerOf = <T, R>(result: { ok: true; value: T } | { ok: false; refusal: R }) =>
  result.ok ? result.value : result.refusal;

const teamOf = async (id: string) => found(await services.deps.store.findTeam(services.organizationId, id));

describe('moveTeam', () => {
  it('takes everybody along, as primary or as another team, and the invitations; nobody else', async () => {
    const [from, to, third] = [
      await addTeam(services, 'From'),
      await addTeam(services, 'To'),
      await addTeam(services, 'Third'),
    ];
    const first = await memberIn({ primary: from, others: [to, third] });
    const second = await memberIn({ primary: third, others: [from] });
    const both = await memberIn({ primary: to, others: [from] });
    const has = await memberIn({ primary: third, others: [from, to] });
    const left = await memberIn({ primary: from, status: 'DEACTIVATED' });
    const [primary, other] = [anAddress(), anAddress()];
    await invite(services, ada, primary, { primaryTeamId: from, secondaryTeamIds: [to] });
    await invite(services, ada, other, { primaryTeamId: third, secondaryTeamIds: [from] });

    expect(answerOf(await move(from, to))).toEqual({
      members: 4,
      invitations: 2,
      links: 0,
      keptAbove: 0,
      from: 'From',
      to: 'To',
    });
    expect(await placeOf(first)).toEqual({ primary: to, others: [third], version: 2 });
    expect(await placeOf(second)).toEqual({ primary: third, others: [to], version: 2 });
    expect(await placeOf(both)).toEqual({ primary: to, others: [], version: 2 });
    expect(await placeOf(has)).toEqual({ primary: third, others: [to], version: 2 });
    expect(await placeOf(left)).toEqual({ primary: from, others: [], version: 1 });
    expect(await invitationOf(services, primary)).toMatchObject({ primaryTeam: { id: to }, secondaryTeamNames: [] });
    expect(await invitationOf(services, other)).toMatchObject({
      primaryTeam: { id: third },
      secondaryTeamNames: ['To'],
    });

    expect(await services.waitingJobs('rewrite-card')).toHaveLength(2);
    expect(await auditOf(services, { target: from })).toMatchObject([
      { action: 'team.move', changed: { toTeamId: to, members: 4, invitations: 2, links: 0, keptAbove: 0 } },
    ]);
    expect(await auditOf(services, { target: first })).toMatchObject([
      {
        action: 'membership.change_teams',
        changed: { primaryTeamId: { from, to }, secondaryTeamIds: { removed: [to], added: [] } },
      },
    ]);
    expect(await auditOf(services, { target: second })).toMatchObject([
      { changed: { secondaryTeamIds: { removed: [from], added: [to] } } },
    ]);
  });

  it('leaves who ranks above the actor, and says how many; gives a team to who has none', async () => {
    const to = await addTeam(services, 'Home');
    await move(null, to);
    const owner = await memberIn({});
    await services.query(
      `WITH r AS (INSERT INTO role (id, organization_id, name, description, for_whom, rank, is_admin)
         VALUES (gen_random_uuid(), $2, 'Owner', '', '', 200, true) RETURNING id)
       UPDATE membership SET role_id = r.id FROM r WHERE membership.id = $1`,
      [owner, services.organizationId],
    );
    const plain = await memberIn({});
    expect(answerOf(await move(null, to))).toMatchObject({ members: 1, keptAbove: 1, from: null });
    expect((await placeOf(plain)).primary).toBe(to);
    expect((await placeOf(owner)).primary).toBeNull();
    await services.query(`UPDATE membership SET primary_team_id = $2 WHERE id = $1`, [owner, to]);
  });

  it('to a team that is archived, gone, or the same is refused', async () => {
    const [from, gone] = [await addTeam(services, 'Stays'), await addTeam(services, 'Shelf', { isArchived: true })];
    await memberIn({ primary: from });
    expect(answerOf(await move(from, gone))).toEqual({ kind: 'team_archived', name: 'Shelf' });
    expect(answerOf(await move(from, ada.membershipId))).toEqual({ kind: 'team_gone' });
    expect(answerOf(await move(ada.membershipId, from))).toEqual({ kind: 'team_gone' });
    expect(answerOf(await move(from, from))).toEqual({ kind: 'same_team', name: 'Stays' });
  });

  it('of 2,000 people takes as many statements as of one, and announces each of them', async () => {
    const [from, to, small] = [
      await addTeam(services, 'Big'),
      await addTeam(services, 'Bigger'),
      await addTeam(services, 'Small'),
    ];
    await memberIn({ primary: small });
    const one = await statementsOf(() => move(small, to));
    await crowd(from, 2000);
    const asked = await askedBy(services, ada.person);
    const many = await statementsOf(async () => {
      const result = await moveTeam(services.deps, asked, { fromId: from, toId: to });
      expect(answerOf(result)).toMatchObject({ members: 2000 });
    });
    // The look-up of the actor is in the first.
    expect(many.length).toBeLessThanOrEqual(one.length);
    const [row] = await services.query<{ moved: number; told: number }>(
      `SELECT (SELECT count(*)::int FROM membership WHERE primary_team_id = $1 AND version = 2) AS moved,
        (SELECT count(*)::int FROM audit_event WHERE action = 'membership.change_teams' AND request_id = $2) AS told`,
      [to, asked.requestId],
    );
    expect(row).toEqual({ moved: 2001, told: 2000 });
  });
});

describe('archiveTeam', () => {
  it('is refused while it is needed, with the counts, and moves and archives in one step', async () => {
    const [team, to] = [await addTeam(services, 'Old'), await addTeam(services, 'New')];
    const member = await memberIn({ primary: team });
    const email = anAddress();
    await invite(services, ada, email, { primaryTeamId: team });
    const before = await services.query('SELECT count(*) FROM audit_event');
    expect(answerOf(await archive(team, null))).toEqual({
      kind: 'team_in_use',
      name: 'Old',
      members: 1,
      pending: 1,
      links: 0,
    });
    expect(await services.query('SELECT count(*) FROM audit_event')).toEqual(before);
    expect(answerOf(await archive(team, to))).toEqual({
      name: 'Old',
      moved: { members: 1, invitations: 1, links: 0, keptAbove: 0, to: 'New' },
      isUnchanged: false,
    });
    expect((await placeOf(member)).primary).toBe(to);
    expect((await teamOf(team)).isArchived).toBe(true);
    expect((await auditOf(services, { target: team })).map(({ action }) => action)).toEqual([
      'team.move',
      'team.archive',
    ]);
    expect(answerOf(await archive(team, null))).toMatchObject({ isUnchanged: true });
  });

  it('leaves who has it as another team: hidden, and there again when it is brought back', async () => {
    const [team, main] = [await addTeam(services, 'Guild'), await addTeam(services, 'Main')];
    const member = await memberIn({ primary: main, others: [team] });
    const namesOf = async () => found(await services.deps.store.findMember(member)).secondaryTeamNames;
    expect(answerOf(await archive(team, null))).toMatchObject({ name: 'Guild', moved: null });
    expect(await namesOf()).toEqual([]);
    const result = await restoreTeam(services.deps, await askedBy(services, ada.person), team);
    expect(result).toMatchObject({ ok: true, value: { name: 'Guild' } });
    expect(await namesOf()).toEqual(['Guild']);
  });

  it('keeps a team in which somebody above the actor is', async () => {
    const [team, to] = [await addTeam(services, 'Board'), await addTeam(services, 'Elsewhere')];
    const [owner] = await services.query<{ id: string }>(
      `SELECT m.id FROM membership m JOIN role r ON r.id = m.role_id WHERE r.name = 'Owner'`,
    );
    await services.query('UPDATE membership SET primary_team_id = $2 WHERE id = $1', [owner?.id, team]);
    const other = await memberIn({ primary: team });
    expect(answerOf(await archive(team, to))).toEqual({ kind: 'team_kept_above', name: 'Board', count: 1 });
    expect((await placeOf(other)).primary).toBe(team);
    expect((await teamOf(team)).isArchived).toBe(false);
  });
});

describe('at the same moment', () => {
  const rounds = Array.from({ length: 8 }, (_, n) => n);

  it.each(rounds)('a team is archived and somebody invited into it, round %i: one of the two is told', async (n) => {
    const team = await addTeam(services, `Race ${n}`);
    const email = anAddress();
    const asked = await askedBy(services, grace.person);
    const input = await inviteInput(services, [email], { primaryTeamId: team });
    const order = [() => archive(team, null), () => inviteMembers(services.deps, asked, input)];
    const results = await Promise.all((n % 2 ? order.reverse() : order).map((act) => act()));
    const kinds = results.map((result) => (result.ok ? 'done' : result.refusal.kind)).sort();
    expect([
      ['done', 'team_in_use'],
      ['done', 'team_unknown'],
    ]).toContainEqual(kinds);
    const { isArchived, pending } = await teamOf(team);
    expect(isArchived ? pending === 0 : pending === 1).toBe(true);
  });

  it.each(rounds)('everybody moves away and somebody accepts, round %i: nobody is left behind', async (n) => {
    const [team, to] = [await addTeam(services, `Leave ${n}`), await addTeam(services, `Arrive ${n}`)];
    await crowd(team, 20);
    const invitation = await invite(services, ada, anAddress(), { primaryTeamId: team });
    const acts = [() => archive(team, to), () => acceptLink(services, invitation)];
    const results = await Promise.all((n % 2 ? acts.reverse() : acts).map((act) => act()));
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await teamOf(team)).toMatchObject({ isArchived: true, members: 0, pending: 0 });
    expect((await teamOf(to)).members).toBe(21);
  });

  it('two admins move each other’s teams both ways: both are done, nobody waits for ever', async () => {
    const [one, two] = [await addTeam(services, 'Ping'), await addTeam(services, 'Pong')];
    for (const [admin, team] of [
      [ada, one],
      [grace, two],
    ] as const) {
      await services.query('UPDATE membership SET primary_team_id = $2 WHERE id = $1', [admin.membershipId, team]);
    }
    const results = await Promise.all([move(one, two, ada), move(two, one, grace)]);
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
  });
});
