import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AdminCard, postToAdmins, rewriteForAdmins, settleForAdmins } from '../../src/services/post-to-admins.ts';
import { type AddedMember, addMember } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import type { Channel } from '../support/workspace/channel.ts';

let services: Services;
let admins: AddedMember[];
let ops: Channel;
beforeAll(async () => {
  services = await startServices();
  admins = [await addMember(services), await addMember(services, { firstName: 'Grace' })];
  await addMember(services, { role: 'Member' });
  ops = services.workspace.channel('ops', { botIsMember: true });
});
beforeEach(async () => {
  ops.addBot();
  await services.change({ admin_channel_id: ops.id });
  await services.query('DELETE FROM posted_message');
  services.workspace.forget();
});
afterEach(() => {
  expect(services.workspace.refusals).toEqual([]);
  services.workspace.faults.clear();
});
afterAll(() => services?.stop());

const about = async (email: string, given: Partial<AdminCard> = {}): Promise<AdminCard> => {
  const organization = await services.organization();
  const askedBy = { teamId: services.workspace.team.id, userId: 'U0' };
  const request = {
    ...{ id: uuidv7(), organizationId: organization.id, email, emailKey: email, reason: 'Because.' },
    ...{ askedBy, createdAt: new Date(), decision: null },
  };
  const background = { asker: null, member: null, isPending: false, stoppedAt: null };
  return {
    organization,
    kind: 'request',
    subject: request.id,
    say: (channel, posted) => services.deps.notices.joinRequest(channel, request, background, organization, posted),
    ...given,
  };
};

const places = (email: string): Record<string, number> => {
  const { workspace } = services;
  const posts = workspace.callsOf('chat.postMessage').filter(({ args, answer }) => answer?.['ok'] && says(args, email));
  const names = posts.map(({ args }) => (args['channel'] === ops.id ? 'ops' : 'an admin'));
  return Object.fromEntries([...new Set(names)].map((name) => [name, names.filter((one) => one === name).length]));
};

const says = (args: unknown, email: string): boolean => JSON.stringify(args).includes(email);

describe('postToAdmins', () => {
  it('posts to the admin channel, however often it is asked', async () => {
    const card = await about('one@example.com');
    expect(await postToAdmins(services.deps, card)).toEqual({ kind: 'finished' });
    await postToAdmins(services.deps, card);
    expect(places('one@example.com')).toEqual({ ops: 1 });
  });

  it('when the channel cannot be reached, posts to each admin once, though Slack throttles in between', async () => {
    ops.removeBot();
    const card = await about('two@example.com');
    const { limits } = services.workspace;
    // The channel, then the copy of the first admin; the second one's is throttled.
    const first = { ...card, say: throttledAfter(card, 2, () => limits.next('chat.postMessage', { retryAfter: 7 })) };
    expect(await postToAdmins(services.deps, first)).toEqual({ kind: 'again', cause: 'ratelimited', afterSeconds: 7 });
    expect(places('two@example.com')).toEqual({ 'an admin': 1 });
    ops.addBot();
    expect(await postToAdmins(services.deps, card)).toEqual({ kind: 'finished' });
    expect(places('two@example.com')).toEqual({ 'an admin': 2 });
  });
});

/** Plans a fault before the call of this number, counted from 0. */
const throttledAfter = ({ say }: AdminCard, calls: number, plan: () => void): AdminCard['say'] => {
  let made = 0;
  return (...args) => {
    if (made === calls) plan();
    made += 1;
    return say(...args);
  };
};

describe('rewriteForAdmins and settleForAdmins', () => {
  it('rewrite each copy; one that is gone is posted anew the next time, and settled ones are forgotten', async () => {
    await services.change({ admin_channel_id: null });
    const card = await about('three@example.com');
    await postToAdmins(services.deps, card);
    const [gone] = await services.deps.store.findPostedCopies(services.organizationId, 'request', card.subject);
    services.workspace.faults.answer('chat.update', 'message_not_found');
    await rewriteForAdmins(services.deps, card);
    const left = await services.deps.store.findPostedCopies(services.organizationId, 'request', card.subject);
    expect(left.map(({ subject }) => subject)).not.toContain(gone?.subject);
    await postToAdmins(services.deps, card);
    expect(places('three@example.com')).toEqual({ 'an admin': 3 });

    await settleForAdmins(services.deps, card);
    expect(services.workspace.callsOf('chat.update')).toHaveLength(admins.length * 2);
    expect(await services.query('SELECT 1 FROM posted_message')).toEqual([]);
  });
});
