import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberMeant } from '../../src/domain/person-card.ts';
import { findMemberMeant, type NamedPerson } from '../../src/services/find-member-meant.ts';
import { listMembers } from '../../src/services/list-members.ts';
import { readPersonCard } from '../../src/services/read-person-card.ts';
import { type AddedMember, addMember, askedBy, bind, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addTeam } from '../support/terms.ts';
import type { Person } from '../support/workspace/person.ts';

let services: Services;
let ada: AddedMember;
let mia: AddedMember;
let left: AddedMember;
let longer: AddedMember;

beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services, { firstName: 'Ada', lastName: 'Example' });
  mia = await addMember(services, { firstName: 'Mia', lastName: 'Smith', role: 'Viewer', email: 'mia@example.org' });
  longer = await addMember(services, { firstName: 'Mia', lastName: 'Smithson', role: 'Viewer', isBound: false });
  left = await addMember(services, { firstName: 'Lee', lastName: 'Smithers', status: 'DEACTIVATED', role: 'Viewer' });
});
afterAll(() => services.stop());

const find = async (named: NamedPerson, by: { person: Person } = ada): Promise<MemberMeant> =>
  findMemberMeant(services.deps, (await askedBy(services, by.person)).context, named);

const text = (typed: string): NamedPerson => ({ kind: 'text', text: typed });
const mention = (userId: string): NamedPerson => ({ kind: 'mention', userId });

/** Addresses in the order found. */
const emailsOf = (meant: MemberMeant): string[] => {
  if (meant.kind === 'found') return [meant.member.email];
  return meant.kind === 'several' ? meant.members.map(({ email }) => email) : [];
};

describe('findMemberMeant', () => {
  it('by a piece of a name or address finds one, whose version a click can be checked against', async () => {
    expect(await find(text('MITHERS'))).toMatchObject({
      kind: 'found',
      member: { membershipId: left.membershipId, status: 'DEACTIVATED', version: 1 },
    });
    expect(emailsOf(await find(text('mia@')))).toEqual([mia.email]);
  });

  it('where a piece fits several, gives them all, who is active first and newest first', async () => {
    const meant = await find(text('smith'));
    expect(meant).toMatchObject({ kind: 'several', hasMore: false });
    expect(emailsOf(meant)).toEqual([longer.email, mia.email, left.email]);
  });

  it('where a whole name is a piece of a longer one too, takes the one who has it', async () => {
    expect(emailsOf(await find(text('mia Smith')))).toEqual([mia.email]);
  });

  it('by what an address begins with takes whose address begins so, and by a piece of it whose has it', async () => {
    const add = (email: string) => addMember(services, { email, firstName: 'Nu', role: 'Viewer', isBound: false });
    for (const email of ['corvr7@example.com', 'corvr71@example.com', 'the.corvr7@example.com']) await add(email);
    const found = async (typed: string) => emailsOf(await find(text(typed))).sort();
    expect(await found(' CORVR7')).toEqual(['corvr71@example.com', 'corvr7@example.com']);
    expect(await found('corvr7@')).toEqual(['corvr7@example.com']);
    expect(await found('he.corvr7')).toEqual(['the.corvr7@example.com']);
    expect(await found('vr71')).toEqual(['corvr71@example.com']);
    expect(await found('orvr')).toHaveLength(3);
  });

  it('by an address takes it whole and in any case, and by nothing less', async () => {
    expect(emailsOf(await find({ kind: 'email', email: 'MIA@Example.org' }))).toEqual([mia.email]);
    expect(await find({ kind: 'email', email: 'ia@example.org' })).toEqual({
      kind: 'none',
      invited: [],
      why: 'nobody',
    });
  });

  it('by a mention takes the identity that is bound, whatever address Slack shows meanwhile', async () => {
    await mia.person.update({ email: left.email });
    expect(emailsOf(await find(mention(mia.person.id)))).toEqual([mia.email]);
  });

  it('by a mention of somebody who is not bound takes the address behind it', async () => {
    expect(emailsOf(await find(mention(longer.person.id)))).toEqual([longer.email]);
  });

  it('says why a mention is nobody: unknown to Slack, without an address, or Slack is silent', async () => {
    const { workspace } = services;
    expect(await find(mention('U0NOBODY000'))).toMatchObject({ kind: 'none', why: 'nobody' });
    const hidden = workspace.person({ firstName: 'Hid', email: '' });
    expect(await find(mention(hidden.id))).toMatchObject({ kind: 'none', why: 'slack_hides_address' });
    workspace.faults.status('users.info', 500);
    expect(await find(mention(workspace.person().id))).toMatchObject({ kind: 'none', why: 'slack_silent' });
    services.forgetLog();
  });

  it('finds who is invited and has not joined, by address, name and mention', async () => {
    const grace = services.workspace.person({ firstName: 'Grace', lastName: 'Waits', email: 'grace@example.net' });
    await invite(services, ada, grace.email);
    for (const named of [text('grace@'), mention(grace.id), { kind: 'email', email: 'Grace@example.net' } as const]) {
      expect(await find(named)).toMatchObject({ kind: 'none', invited: [{ email: grace.email }] });
    }
  });

  it('gives 25 at most, and says that there are more', async () => {
    for (let n = 0; n < 26; n += 1) await addMember(services, { firstName: 'Many', lastName: `${n}`, role: 'Viewer' });
    const meant = await find(text('many'));
    expect(meant).toMatchObject({ kind: 'several', hasMore: true });
    expect(emailsOf(meant)).toHaveLength(25);
  });

  it('shows whoever is not an admin only who is active, and nobody who is invited', async () => {
    await bind(services, longer.accountId, longer.person);
    expect(emailsOf(await find(text('smith'), longer))).toEqual([longer.email, mia.email]);
    expect(await find(text('smithers'), longer)).toEqual({ kind: 'none', invited: [], why: 'nobody' });
    expect(await find(text('grace'), longer)).toEqual({ kind: 'none', invited: [], why: 'nobody' });
  });
});

describe('listMembers by a whole address', () => {
  const list = async (query: string, filter = {}) => {
    const all = { query, roleId: null, teamId: null, status: 'ACTIVE', ...filter } as const;
    const { context } = await askedBy(services, ada.person);
    const { rows, total } = await listMembers(services.deps, context, all, null);
    return { emails: rows.map(({ email }) => email).sort(), total };
  };

  it('is whose it is, as far as the filter leaves them; where it is nobody’s, a piece of others', async () => {
    const mias = await addMember(services, { email: 'mia@example.org.example.net', role: 'Viewer' });
    const ownTeam = await addTeam(services, 'Own');
    expect(await list('MIA@example.org ')).toEqual({ emails: [mia.email], total: 1 });
    expect(await list('ia@example.org')).toEqual({ emails: [mia.email, mias.email].sort(), total: 2 });
    // What the filter takes out is looked for as a piece, too.
    expect(await list(mia.email, { status: 'DEACTIVATED' })).toEqual({ emails: [], total: 0 });
    expect(await list(mia.email, { teamId: ownTeam })).toEqual({ emails: [], total: 0 });
    await services.query('UPDATE membership SET primary_team_id = $2 WHERE id = $1', [mia.membershipId, ownTeam]);
    expect(await list(mia.email, { teamId: ownTeam })).toEqual({ emails: [mia.email], total: 1 });
  });
});

describe('whoever is not an admin', () => {
  it('is shown the active people of the roster only, whatever status a screen of before asks for', async () => {
    const filter = { query: 'smith', roleId: null, teamId: null, status: 'DEACTIVATED' } as const;
    const list = async ({ person }: AddedMember) => {
      const { rows } = await listMembers(services.deps, (await askedBy(services, person)).context, filter, null);
      return rows.map(({ email }) => email);
    };
    expect(await list(ada)).toEqual([left.email]);
    expect(await list(longer)).toEqual([longer.email, mia.email]);
  });

  it('is shown no card of somebody who is gone, and of the others nothing that only admins act on', async () => {
    const read = async ({ person }: AddedMember, { membershipId }: AddedMember) =>
      readPersonCard(services.deps, (await askedBy(services, person)).context, membershipId);
    expect(await read(ada, left)).toMatchObject({ status: 'DEACTIVATED' });
    expect(await read(longer, left)).toBeNull();
    expect(await read(ada, ada)).toMatchObject({ invited: 1, pendingIssued: 1 });
    expect(await read(longer, ada)).toMatchObject({ invited: 0, pendingIssued: 0, events: [], permissions: [] });
  });
});
