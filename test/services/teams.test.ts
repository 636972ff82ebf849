import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TeamContent } from '../../src/domain/team.ts';
import { listTeams } from '../../src/services/list-teams.ts';
import { saveTeam, teamStamp } from '../../src/services/save-team.ts';
import { type AddedMember, addMember, anAddress, askedBy, auditOf, invite } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import { addProduct, addTeam } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let grace: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  grace = await addMember(services, { firstName: 'Grace' });
});
afterEach(() => expect(services.logged('error')).toEqual([]));
afterAll(() => services.stop());

const content = (name: string, rest: Partial<TeamContent> = {}): TeamContent => ({
  name,
  slackChannelId: null,
  tells: ['joins'],
  productIds: [],
  ...rest,
});

const create = async (given: TeamContent, idempotencyKey: string = uuidv7(), by = ada) =>
  saveTeam(services.deps, await askedBy(services, by.person, { idempotencyKey }), { team: null, content: given });

const teamOf = async (id: string) => found(await services.deps.store.findTeam(services.organizationId, id));

/** What a form that was opened now would carry. */
const formOf = async (id: string) => ({ id, seen: teamStamp(await teamOf(id)) });

const change = async (team: { id: string; seen: string }, given: TeamContent, by = ada) =>
  saveTeam(services.deps, await askedBy(services, by.person), { team, content: given });

const refusalOf = (result: Awaited<ReturnType<typeof create>>) => (result.ok ? result.value : result.refusal);

const idOf = async (name: string): Promise<string> =>
  found((await services.query<{ id: string }>('SELECT id FROM team WHERE name = $1', [name]))[0]).id;

describe('saveTeam, a new one', () => {
  it('is there with its channel and default products, and one entry says who made it', async () => {
    const productIds = [await addProduct(services, 'Atlas')];
    const channel = services.workspace.channel('sales', { members: [ada.person], botIsMember: true });
    const tells = ['leaves', 'joins'] as const;
    const result = await create(content('Sales', { slackChannelId: channel.id, tells, productIds }));
    expect(refusalOf(result)).toEqual({ name: 'Sales', outcome: 'created', channelSharedWith: [], isFirst: true });
    const id = await idOf('Sales');
    expect(await teamOf(id)).toMatchObject({
      slackChannelId: channel.id,
      tells: ['joins', 'leaves'],
      defaultProductIds: productIds,
    });
    expect(await auditOf(services, { target: id })).toMatchObject([
      { action: 'team.create', changed: { name: 'Sales', slackChannelId: channel.id, productIds } },
    ]);
    // Only she is told, and nobody is pinged.
    expect(ada.person.ephemerals().at(-1)?.text).toContain('it will tell this channel of the news of Sales');
    expect(channel.messages().filter(({ text }) => text.includes('Usher can post'))).toEqual([]);
  });

  it('delivered twice is one team, and the answer is the same', async () => {
    const key = uuidv7();
    const answers = await Promise.all([create(content('Twice'), key), create(content('Twice'), key)]);
    expect(answers.map(refusalOf)).toMatchObject([{ outcome: 'created' }, { outcome: 'created' }]);
    expect(await auditOf(services, { target: await idOf('Twice') })).toHaveLength(1);
  });

  it.each(['DÉSIGN', 'désign', 'de\u0301sign'])('whose name is taken in another case (%s) is refused', async (name) => {
    await create(content('Désign'));
    expect(refusalOf(await create(content(name.normalize('NFC'))))).toEqual({
      kind: 'team_name_taken',
      name: 'Désign',
      isArchived: false,
    });
  });

  it('whose name an archived team has is refused, and says so', async () => {
    await addTeam(services, 'Old guard', { isArchived: true });
    expect(refusalOf(await create(content('old guard')))).toMatchObject({ kind: 'team_name_taken', isArchived: true });
  });

  it('of two admins who type the same name at once is made once', async () => {
    const answers = await Promise.all([create(content('Race é')), create(content('RACE É'), uuidv7(), grace)]);
    expect(answers.map((answer) => (answer.ok ? 'created' : answer.refusal.kind)).sort()).toEqual([
      'created',
      'team_name_taken',
    ]);
  });

  it('with a product that is turned off is refused', async () => {
    const off = await addProduct(services, 'Offline', { isEnabled: false });
    expect(refusalOf(await create(content('Wants it', { productIds: [off] })))).toEqual({ kind: 'product_unknown' });
  });
});

describe('saveTeam, the channel', () => {
  const channels = [
    ['a public one without Usher', { botIsMember: false }, 'not_in_channel'],
    ['a private one without Usher', { botIsMember: false, isPrivate: true }, 'gone'],
    ['an archived one', { botIsMember: true, isArchived: true }, 'archived'],
  ] as const;

  it.each(channels)('%s is refused on its field, and nothing is written', async (name, given, why) => {
    const channel = services.workspace.channel(name.replaceAll(' ', '-'), { members: [ada.person], ...given });
    if ('isArchived' in given) channel.archive();
    expect(refusalOf(await create(content(name, { slackChannelId: channel.id })))).toEqual({
      kind: 'channel_closed',
      why,
    });
    expect(await services.query('SELECT FROM team WHERE name = $1', [name])).toEqual([]);
  });

  it('is taken on trust where Slack does not say: the first post that fails tells an admin', async () => {
    const elsewhere = services.workspace.channel('elsewhere', { members: [], botIsMember: true });
    expect(refusalOf(await create(content('Trust', { slackChannelId: elsewhere.id })))).toMatchObject({
      outcome: 'created',
    });
    services.workspace.limits.next('chat.postEphemeral', { retryAfter: 30 });
    const busy = services.workspace.channel('busy', { members: [ada.person], botIsMember: true });
    expect(refusalOf(await create(content('Busy', { slackChannelId: busy.id })))).toMatchObject({ outcome: 'created' });
  });

  it('may be shared, and the answer names with whom', async () => {
    const shared = services.workspace.channel('shared', { members: [ada.person], botIsMember: true });
    await create(content('First of two', { slackChannelId: shared.id }));
    expect(refusalOf(await create(content('Second of two', { slackChannelId: shared.id })))).toMatchObject({
      channelSharedWith: ['First of two'],
    });
  });

  it('that stays is not tried again; one that is cleared is gone', async () => {
    const quiet = services.workspace.channel('quiet', { members: [ada.person], botIsMember: true });
    await create(content('Quiet', { slackChannelId: quiet.id }));
    const id = await idOf('Quiet');
    const before = services.workspace.callsOf('chat.postEphemeral').length;
    await change(await formOf(id), content('Quieter', { slackChannelId: quiet.id }));
    await change(await formOf(id), content('Quieter'));
    expect(services.workspace.callsOf('chat.postEphemeral')).toHaveLength(before);
    expect((await teamOf(id)).slackChannelId).toBeNull();
  });
});

describe('saveTeam, one that is there', () => {
  it('changes what was changed, with before and after in the trail; its default products that are off stay', async () => {
    const [on, off, next] = [
      await addProduct(services, 'On'),
      await addProduct(services, 'Off', { isEnabled: false }),
      await addProduct(services, 'Next'),
    ];
    const id = await addTeam(services, 'Plain', { productIds: [on, off] });
    expect(
      refusalOf(await change(await formOf(id), content('Renamed', { tells: [], productIds: [next] }))),
    ).toMatchObject({
      outcome: 'changed',
    });
    const rows = await services.query<{ product_id: string }>(
      'SELECT product_id FROM team_product WHERE team_id = $1',
      [id],
    );
    expect(rows.map(({ product_id }) => product_id).sort()).toEqual([off, next].sort());
    expect(await auditOf(services, { target: id })).toMatchObject([
      {
        action: 'team.change',
        changed: {
          name: { from: 'Plain', to: 'Renamed' },
          tells: { from: ['joins'], to: [] },
          productIds: { from: [on], to: [next] },
        },
      },
    ]);
  });

  it('may take its own name in another case, and sent as it was changes nothing', async () => {
    const id = await addTeam(services, 'marketing');
    expect(refusalOf(await change(await formOf(id), content('Marketing')))).toMatchObject({ outcome: 'changed' });
    expect(refusalOf(await change({ id, seen: 'long ago' }, content('Marketing')))).toMatchObject({
      outcome: 'unchanged',
    });
    expect(await auditOf(services, { target: id })).toHaveLength(1);
  });

  it('that another admin changed while the form was open is left as they left it', async () => {
    const id = await addTeam(services, 'Contested');
    const form = await formOf(id);
    const answers = await Promise.all([change(form, content('By Ada')), change(form, content('By Grace'), grace)]);
    expect(answers.map((answer) => (answer.ok ? 'changed' : answer.refusal.kind)).sort()).toEqual([
      'changed',
      'team_changed',
    ]);
    expect(await auditOf(services, { target: id })).toHaveLength(1);
  });

  it('that is archived or not there is refused', async () => {
    const id = await addTeam(services, 'Put away', { isArchived: true });
    expect(refusalOf(await change({ id, seen: '' }, content('X')))).toEqual({
      kind: 'team_archived',
      name: 'Put away',
    });
    expect(refusalOf(await change({ id: uuidv7(), seen: '' }, content('X')))).toEqual({ kind: 'team_gone' });
  });
});

describe('listTeams', () => {
  it('pages a hundred teams by name, there and back, whatever the case of their names', async () => {
    await services.query(
      `INSERT INTO team (id, organization_id, name)
       SELECT gen_random_uuid(), $1, CASE WHEN n % 2 = 0 THEN 'page ' ELSE 'Page ' END || lpad(n::text, 3, '0')
       FROM generate_series(1, 100) n`,
      [services.organizationId],
    );
    const { context } = await askedBy(services, ada.person);
    const list = (position: Parameters<typeof listTeams>[3]) => listTeams(services.deps, context, false, position);
    const pages = [await list(null)];
    while (pages.at(-1)?.hasNext) pages.push(await list({ after: found(pages.at(-1)?.rows.at(-1)).id }));
    const names = pages.flatMap(({ rows }) => rows.map(({ name }) => name));
    expect(names.filter((name) => /page/i.test(name)).map((name) => name.slice(-3))).toEqual(
      Array.from({ length: 100 }, (_, n) => String(n + 1).padStart(3, '0')),
    );
    expect(new Set(names).size).toBe(names.length);
    const back = await list({ before: found(pages[2]?.rows[0]).id });
    expect(back).toEqual(pages[1]);
    expect(pages[0]).toMatchObject({ hasPrevious: false, hasNext: true });
  });

  it('counts active people, those who have it as another team, and who is on the way in', async () => {
    const [id, second] = [await addTeam(services, 'Counted'), await addTeam(services, 'Another')];
    const leaver = await addMember(services, { status: 'DEACTIVATED' });
    const joins = 'UPDATE membership SET primary_team_id = $1 WHERE id = ANY($2)';
    await services.query(joins, [id, [ada.membershipId, grace.membershipId, leaver.membershipId]]);
    await services.query('INSERT INTO membership_team SELECT organization_id, id, $1 FROM membership WHERE id = $2', [
      second,
      ada.membershipId,
    ]);
    await invite(services, ada, anAddress(), { primaryTeamId: id, secondaryTeamIds: [second] });
    expect(await teamOf(id)).toMatchObject({ members: 2, others: 0, pending: 1 });
    expect(await teamOf(second)).toMatchObject({ members: 0, others: 1, pending: 1 });
    const { membersWithoutTeam } = await services.deps.store.countTeams(services.organizationId);
    await addMember(services);
    const later = await services.deps.store.countTeams(services.organizationId);
    expect(later.membersWithoutTeam).toBe(membersWithoutTeam + 1);
  });
});
