import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inviteMembers } from '../../src/services/invite-members.ts';
import {
  type AddedMember,
  addMember,
  anAddress,
  askedBy,
  auditOf,
  entry,
  invitationOf,
  inviteInput,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services, { email: 'ada@example.com' });
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
  services.forgetLog();
});
afterAll(() => services.stop());

const run = async (input: Awaited<ReturnType<typeof inviteInput>>) => {
  const result = await inviteMembers(services.deps, await askedBy(services, ada.person), input);
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
};

describe('inviteMembers, one address', () => {
  it('when the address is new, makes one pending invitation under the terms that were asked', async () => {
    const email = anAddress();
    const outcome = await run(await inviteInput(services, [email], { note: 'See you on Monday.' }));
    expect(outcome.rows).toEqual([
      { line: null, email, name: null, outcome: 'invited', warnings: [], unreached: null },
    ]);
    expect(outcome.mailState).toBe('ready');
    const invitation = await invitationOf(services, email);
    expect(invitation).toMatchObject({
      email,
      emailKey: email,
      status: 'PENDING',
      generation: 1,
      batchId: outcome.batchId,
      note: 'See you on Monday.',
      role: { name: 'Member' },
      inviter: { membershipId: ada.membershipId },
      issuer: { membershipId: ada.membershipId },
      account: null,
      sentAt: null,
    });
  });

  it('when it is made, the link lives as long as the organization says', async () => {
    const undo = await services.change({ invitation_lifetime_hours: 72 });
    const email = anAddress();
    const { expiresAt } = await run(await inviteInput(services, [email]));
    await undo();
    const { issuedAt, expiresAt: stored } = await invitationOf(services, email);
    expect(expiresAt).toEqual(stored);
    expect(expiresAt.getTime() - issuedAt.getTime()).toBe(72 * 3_600_000);
  });

  it('when it is made, enqueues one delivery and the living message, with ids and nothing else', async () => {
    const email = anAddress();
    const { batchId } = await run(await inviteInput(services, [email]));
    const { id } = await invitationOf(services, email);
    const jobs = await services.waitingJobs();
    const requestId = expect.any(String);
    expect(jobs.map(({ name, payload }) => ({ name, payload }))).toEqual([
      { name: 'deliver-invitation', payload: { invitationId: id, generation: 1, byMail: false, requestId } },
      { name: 'announce-batch', payload: { batchId, requestId } },
    ]);
    expect(JSON.stringify(jobs)).not.toContain('@');
  });

  it('when it is made, is audited once, by ids alone', async () => {
    const email = anAddress('linus.example');
    const { batchId } = await run(await inviteInput(services, [email]));
    const { id, role } = await invitationOf(services, email);
    const trail = await auditOf(services, { target: id });
    expect(trail).toEqual([
      {
        action: 'invitation.create',
        actorKind: 'MEMBERSHIP',
        via: 'modal',
        requestId: expect.any(String),
        changed: {
          roleId: role.id,
          primaryTeamId: null,
          secondaryTeamIds: [],
          productIds: [],
          permissionIds: [],
          batchId,
        },
      },
    ]);
    expect(JSON.stringify(trail)).not.toContain('linus');
  });

  it('when it is written in another case, is kept as typed and matched without case', async () => {
    const email = anAddress('Case.Sensitive').replace('example', 'EXAMPLE');
    await run(await inviteInput(services, [email]));
    expect(await invitationOf(services, email)).toMatchObject({ email, emailKey: email.toLowerCase() });
    const again = await run(await inviteInput(services, [email.toLowerCase()]));
    expect(again.rows[0]).toMatchObject({ outcome: 'refused', reason: { kind: 'already_pending' } });
  });
});

describe('inviteMembers, several', () => {
  it('when one address is refused, the others are invited, and rows come back in the order of their lines', async () => {
    const [first, last] = [anAddress(), anAddress()];
    const { rows } = await run(
      await inviteInput(services, [], {
        entries: [entry(last, { line: 3 }), entry('ada@example.com', { line: 2 }), entry(first, { line: 1 })],
      }),
    );
    expect(rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [1, 'invited'],
      [2, 'refused'],
      [3, 'invited'],
    ]);
    expect(await services.waitingJobs('deliver-invitation')).toHaveLength(2);
    expect(await services.waitingJobs('announce-batch')).toHaveLength(1);
  });

  it('when an address is named twice, counts it once and takes the names of either', async () => {
    const email = anAddress();
    const { rows } = await run(
      await inviteInput(services, [], {
        entries: [
          entry(email, { line: 1, firstName: 'Grace' }),
          entry(email.toUpperCase(), { line: 2, firstName: 'Other', lastName: 'Hopper' }),
        ],
      }),
    );
    expect(rows).toEqual([{ line: 1, email, name: 'Grace Hopper', outcome: 'invited', warnings: [], unreached: null }]);
    expect(await invitationOf(services, email)).toMatchObject({ firstName: 'Grace', lastName: 'Hopper' });
  });

  it('when nobody is named, refuses', async () => {
    const asked = await askedBy(services, ada.person);
    const result = await inviteMembers(services.deps, asked, await inviteInput(services, []));
    expect(result).toEqual({ ok: false, refusal: { kind: 'nobody_named' } });
  });
});

describe('inviteMembers, people of the workspace', () => {
  const pick = (person: { id: string; teamId: string }) =>
    entry('', { slack: { teamId: person.teamId, userId: person.id } });

  it('when somebody is picked, takes address and names from their profile and remembers the Slack user', async () => {
    const grace = services.workspace.person({ firstName: 'Grace', lastName: 'Hopper', email: anAddress('grace') });
    await run(await inviteInput(services, [], { entries: [pick(grace)] }));
    expect(await invitationOf(services, grace.email)).toMatchObject({
      firstName: 'Grace',
      lastName: 'Hopper',
      slack: { teamId: grace.teamId, userId: grace.id },
    });
  });

  it('when a typed address is that of somebody in the workspace, it comes to the same', async () => {
    const joan = services.workspace.person({ firstName: 'Joan', lastName: 'Clarke', email: anAddress('joan') });
    await run(await inviteInput(services, [joan.email]));
    expect(await invitationOf(services, joan.email)).toMatchObject({ firstName: 'Joan', slack: { userId: joan.id } });
  });

  it('when names were typed, they go before those of the profile', async () => {
    const kate = services.workspace.person({ firstName: 'Kate', lastName: 'Nick', email: anAddress('kate') });
    const typed = entry(kate.email, { firstName: 'Katherine', lastName: 'Johnson' });
    await run(await inviteInput(services, [], { entries: [typed] }));
    expect(await invitationOf(services, kate.email)).toMatchObject({ firstName: 'Katherine', lastName: 'Johnson' });
  });

  it('when a profile name carries a link, leaves it out', async () => {
    const eve = services.workspace.person({ firstName: 'https://evil.example', lastName: '', email: anAddress('eve') });
    await run(await inviteInput(services, [], { entries: [pick(eve)] }));
    expect(await invitationOf(services, eve.email)).toMatchObject({ firstName: null, lastName: null });
  });

  it('when a typed name carries a link, leaves it out', async () => {
    const email = anAddress();
    await run(
      await inviteInput(services, [], { entries: [entry(email, { firstName: 'evil.example', lastName: 'Lee' })] }),
    );
    expect(await invitationOf(services, email)).toMatchObject({ firstName: null, lastName: 'Lee' });
  });

  it('when the same person is picked and typed, is invited once', async () => {
    const both = services.workspace.person({ email: anAddress('both') });
    const { rows } = await run(await inviteInput(services, [], { entries: [entry(both.email), pick(both)] }));
    expect(rows).toHaveLength(1);
  });

  it('when a picked user is unknown, without an address or a bot, says which', async () => {
    const bare = services.workspace.person({ email: '' });
    const robot = services.workspace.bot();
    const { rows } = await run(
      await inviteInput(services, [], {
        entries: [pick({ id: 'U0NOBODY', teamId: services.workspace.team.id }), pick(bare), pick(robot)],
      }),
    );
    expect(rows.map((row) => [row.email, row.outcome === 'refused' && row.reason.kind])).toEqual([
      ['U0NOBODY', 'slack_user_unknown'],
      [bare.id, 'no_address_in_slack'],
      [robot.id, 'bot'],
    ]);
  });
});
