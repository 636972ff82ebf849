import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BatchEntry } from '../../src/domain/announcement.ts';
import type { DeliveryFact } from '../../src/domain/invitation.ts';
import {
  addDelivery,
  addInvitation,
  addMembership,
  addOrg,
  type InvitationGiven,
  type Org,
  type StoreBench,
  startStore,
} from '../support/rows.ts';

const hours = (count: number): Date => new Date(Date.now() + count * 3_600_000);

let bench: StoreBench;
let org: Org;

beforeAll(async () => {
  bench = await startStore();
  org = await addOrg(bench, 'Example');
});

afterAll(() => bench?.stop());

type Delivery = Partial<DeliveryFact> & { readonly generation?: number };

/** The one entry of a batch of one. */
const entryOf = async (
  given: InvitationGiven,
  deliveries: readonly Delivery[] = [],
): Promise<BatchEntry | undefined> => {
  const batchId = uuidv7();
  const id = await addInvitation(bench, org, { batch_id: batchId, expires_at: hours(1), ...given });
  for (const delivery of deliveries) await addDelivery(bench, id, delivery);
  const batch = await bench.store.findBatch(batchId);
  expect(batch?.summary.entries).toHaveLength(1);
  return batch?.summary.entries[0];
};

const sent: Delivery = { state: 'SENT' };
const failed: Delivery = { state: 'FAILED', cause: 'mail_refused' };
const retried: Delivery = { state: 'QUEUED', cause: 'mail_server_unreachable' };
const noDm: Delivery = { channel: 'DM', state: 'FAILED', cause: 'slack_user_unavailable', at: hours(-1) };
const joined = { status: 'ACCEPTED' } as const;

describe('an entry of a batch', () => {
  it.each<[BatchEntry['state'], string, InvitationGiven, Delivery[], BatchEntry['channel'], BatchEntry['cause']]>([
    ['sending', 'nothing was tried yet', {}, [], null, null],
    ['sending', 'it is tried again', {}, [retried], null, 'mail_server_unreachable'],
    ['sending', 'the card failed and the mail is on its way', {}, [noDm, { state: 'QUEUED' }], null, null],
    ['sending', 'only an older link went out', { generation: 2 }, [sent], null, null],
    ['scheduled', 'it is to be sent later', { send_after: hours(2), expires_at: null }, [], null, null],
    [
      'scheduled',
      'its time to be sent has come, until it goes out',
      { send_after: hours(-1), expires_at: null },
      [],
      null,
      null,
    ],
    [
      'delivered',
      'it was sent later, and went out',
      { send_after: hours(-1), sent_at: hours(-1) },
      [sent],
      'EMAIL',
      null,
    ],
    ['not_delivered', 'it was sent later, and failed', { send_after: hours(-1) }, [failed], null, 'mail_refused'],
    ['not_delivered', 'mail was refused', {}, [failed], null, 'mail_refused'],
    ['not_delivered', 'both ways failed', {}, [noDm, failed], null, 'mail_refused'],
    ['not_delivered', 'mail bounced', {}, [{ state: 'BOUNCED', cause: 'mail_refused' }], null, 'mail_refused'],
    ['delivered', 'mail went out', {}, [sent], 'EMAIL', null],
    ['delivered', 'the card went out', {}, [{ ...sent, channel: 'DM' }], 'DM', null],
    ['delivered', 'the card failed and mail went out', {}, [noDm, sent], 'EMAIL', null],
    ['opened', 'the page was opened', { opened_at: new Date() }, [sent], 'EMAIL', null],
    ['ran_out', 'its link ended', { expires_at: hours(-1) }, [sent], 'EMAIL', null],
    ['ran_out', 'its link ended undelivered', { expires_at: hours(-1) }, [failed], null, 'mail_refused'],
    ['declined', 'the invitee said no', { status: 'DECLINED' }, [sent], 'EMAIL', null],
    [
      'declined',
      'the invitee said no to a link that ended',
      { status: 'DECLINED', expires_at: hours(-1) },
      [sent],
      'EMAIL',
      null,
    ],
    ['withdrawn', 'an admin took it back', { status: 'WITHDRAWN' }, [sent], 'EMAIL', null],
    [
      'withdrawn',
      'it was taken back before it was sent',
      { status: 'WITHDRAWN', send_after: hours(2) },
      [],
      null,
      null,
    ],
  ])('is %s when %s', async (state, _case, given, deliveries, channel, cause) => {
    expect(await entryOf(given, deliveries)).toMatchObject({ state, channel, cause });
  });

  it('is joined when it was accepted, also at the last moment', async () => {
    const { membershipId } = await addMembership(bench, org);
    const given = { ...joined, membership_id: membershipId, expires_at: hours(-1) };
    expect(await entryOf(given, [sent])).toMatchObject({ state: 'joined', channel: 'EMAIL' });
  });

  it('names the person by the account, else by the invitation, else not at all', async () => {
    const names = { first_name: 'Bo', last_name: 'Typed' };
    const { email } = await addMembership(bench, org, { firstName: 'Robert', lastName: 'Account' });
    expect(await entryOf({ ...names, email })).toMatchObject({ email, name: 'Robert Account' });
    expect(await entryOf(names)).toMatchObject({ name: 'Bo Typed' });
    expect(await entryOf({ first_name: 'Bo' })).toMatchObject({ name: 'Bo' });
    expect(await entryOf({})).toMatchObject({ name: null });
  });
});

describe('a batch', () => {
  it('has its entries in the order in which they were made, and nothing of other batches', async () => {
    const batchId = uuidv7();
    const emails = ['c@example.com', 'a@example.com', 'b@example.com'];
    for (const email of emails) await addInvitation(bench, org, { email, batch_id: batchId });
    await addInvitation(bench, org, { email: 'd@example.com' });
    const batch = await bench.store.findBatch(batchId);
    expect(batch?.organizationId).toBe(org.id);
    expect(batch?.summary.batchId).toBe(batchId);
    expect(batch?.summary.entries.map(({ email }) => email)).toEqual(emails);
  });

  it('is none where no invitation belongs to it any more', async () => {
    expect(await bench.store.findBatch(uuidv7())).toBeNull();
  });

  it('is told to the Slack user of its inviter in the workspace of the organization', async () => {
    const inviter = await addMembership(bench, org, { role: 'admin', slackUserId: 'UINVITER' });
    const other = await addOrg(bench, 'Other');
    const bound = { team_id: other.teamId, slack_user_id: 'UELSEWHERE', account_id: inviter.accountId };
    await bench.insert('slack_identity', { id: uuidv7(), ...bound, proof: 'CONFIRMED' });
    const inviterOf = async (inviterId: string | null) => {
      const batchId = uuidv7();
      await addInvitation(bench, org, { batch_id: batchId, inviter_id: inviterId });
      return (await bench.store.findBatch(batchId))?.inviter;
    };
    expect(await inviterOf(inviter.membershipId)).toEqual({ teamId: org.teamId, userId: 'UINVITER' });
    expect(await inviterOf((await addMembership(bench, org)).membershipId)).toBeNull();
    expect(await inviterOf(null)).toBeNull();
    await bench.query('UPDATE workspace SET uninstalled_at = now() WHERE team_id = $1', [org.teamId]);
    expect(await inviterOf(inviter.membershipId)).toBeNull();
    await bench.query('UPDATE workspace SET uninstalled_at = NULL WHERE team_id = $1', [org.teamId]);
  });
});
