import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decidePauseOf } from '../../src/services/decide-pause.ts';
import { type Acts, actsOf, okOf } from '../support/acts.ts';
import { type AddedMember, addMember, askedBy, auditOf } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';

let services: Services;
let acts: Acts;
let ada: AddedMember;
let grace: AddedMember;
beforeAll(async () => {
  services = await startServices();
  acts = actsOf(services);
});
beforeEach(async () => {
  await services.advance('11 minutes');
  await services.query("UPDATE membership SET status = 'REMOVED', ended_at = now() WHERE status = 'ACTIVE'");
  ada = await addMember(services);
  grace = await addMember(services, { firstName: 'Grace' });
  await services.clearJobs();
});
afterAll(() => services.stop());

const aMember = () => addMember(services, { role: 'Member', firstName: 'Bob' });

/** The five that go through, of each kind. */
const five = async (): Promise<void> => {
  okOf(await acts.deactivate(ada, await aMember()));
  okOf(await acts.remove(ada, await aMember()));
  okOf(await acts.changeRole(ada, await aMember(), 'Viewer'));
  okOf(await acts.deactivate(ada, await aMember()));
  okOf(await acts.changeRole(ada, await aMember(), 'Viewer'));
  // A promotion is none of them.
  okOf(await acts.changeRole(ada, await aMember(), 'Admin'));
  await services.query(
    "UPDATE membership m SET status = 'REMOVED', ended_at = now() FROM role r WHERE r.id = m.role_id AND r.is_admin AND m.status = 'ACTIVE' AND m.id <> ALL($1)",
    [[ada.membershipId, grace.membershipId]],
  );
  await services.clearJobs();
};

const pauseId = async (): Promise<string> =>
  found(
    (
      await services.query<{ id: string }>(
        `SELECT id FROM audit_event WHERE action = 'pause.ask' ORDER BY at DESC LIMIT 1`,
      )
    )[0],
  ).id;
const answer = async (by: AddedMember, id: string, what: 'approve' | 'decline') =>
  decidePauseOf(services.deps, await askedBy(services, by.person, { via: 'button' }), id, what);
const cardOf = ({ person }: AddedMember) => person.messages().findLast(({ text }) => /go on/.test(text));

describe('the sixth deactivation, removal or demotion in ten minutes', () => {
  it.each([
    ['deactivation', async (bob: AddedMember) => okOf(await acts.deactivate(ada, bob))],
    ['removal', async (bob: AddedMember) => okOf(await acts.remove(ada, bob))],
    ['demotion', async (bob: AddedMember) => okOf(await acts.changeRole(ada, bob, 'Viewer'))],
  ])('a %s is not done: another admin is asked, once, and the one who acts is not', async (_what, act) => {
    await five();
    const bob = await aMember();
    const before = await acts.record(bob);
    for (let time = 0; time < 2; time += 1) {
      expect(await act(bob)).toMatchObject({ outcome: 'paused', paused: { kind: 'asked' } });
    }
    expect(await acts.record(bob)).toEqual(before);
    expect(await auditOf(services, { target: bob.membershipId })).toMatchObject([{ action: 'pause.ask' }]);
    await services.runJobs();
    expect(cardOf(grace)?.text).toContain('asks whether to go on');
    expect(cardOf(grace)?.buttons).toEqual(['Approve', 'Decline']);
    expect(cardOf(ada)).toBeUndefined();
  });

  it('approved: the card is rewritten, the one who asked is told, and five more go through', async () => {
    await five();
    const bob = await aMember();
    okOf(await acts.deactivate(ada, bob));
    await services.runJobs();
    expect(okOf(await answer(grace, await pauseId(), 'approve')).decision).toMatchObject({ kind: 'approved' });
    await services.runJobs();
    expect(cardOf(grace)?.text).toMatch(/Approved by Grace Example/);
    expect(cardOf(grace)?.buttons).toEqual([]);
    expect(ada.person.messages().at(-1)?.text).toContain('Grace Example approved: you can go on');
    for (const one of [bob, await aMember(), await aMember(), await aMember(), await aMember()]) {
      expect(okOf(await acts.deactivate(ada, one))).toMatchObject({ outcome: 'ended' });
    }
    expect(okOf(await acts.deactivate(ada, await aMember()))).toMatchObject({ outcome: 'paused' });
  });

  it('declined: nothing is done and nobody is asked again; after ten minutes there is room again', async () => {
    await five();
    const bob = await aMember();
    okOf(await acts.deactivate(ada, bob));
    okOf(await answer(grace, await pauseId(), 'decline'));
    await services.runJobs();
    expect(ada.person.messages().at(-1)?.text).toContain('Grace Example declined, so nothing was done');
    expect(okOf(await acts.deactivate(ada, bob))).toMatchObject({
      outcome: 'paused',
      paused: { kind: 'declined', by: 'Grace Example', againAt: expect.any(Date) },
    });
    expect(await auditOf(services, { target: bob.membershipId })).toHaveLength(1);
    await services.advance('10 minutes');
    expect(okOf(await acts.deactivate(ada, bob))).toMatchObject({ outcome: 'ended' });
  });

  it('is answered by the first of the others, and never by who asked', async () => {
    const linus = await addMember(services, { firstName: 'Linus' });
    await five();
    await services.query("UPDATE membership SET status = 'ACTIVE', ended_at = NULL WHERE id = $1", [
      linus.membershipId,
    ]);
    okOf(await acts.deactivate(ada, await aMember()));
    const id = await pauseId();
    expect(await answer(ada, id, 'approve')).toMatchObject({ ok: false, refusal: { kind: 'own_pause' } });
    const answers = await Promise.all([answer(grace, id, 'approve'), answer(linus, id, 'decline')]);
    const [first, second] = answers.map((each) => okOf(each).decision);
    expect(first).toEqual(second);
    const decided = await services.query(`SELECT 1 FROM audit_event WHERE changed->>'pauseId' = $1`, [id]);
    expect(decided).toHaveLength(1);
    await services.advance('10 minutes');
    const bob = await aMember();
    expect(await answer(bob, id, 'approve')).toMatchObject({ refusal: { kind: 'admins_only' } });
  });

  it('asked too long ago, is over', async () => {
    await five();
    okOf(await acts.deactivate(ada, await aMember()));
    const id = await pauseId();
    await services.advance('10 minutes');
    expect(await answer(grace, id, 'approve')).toMatchObject({ refusal: { kind: 'pause_over' } });
  });

  it('of an only admin waits for the number, which starts the count anew', async () => {
    await five();
    await services.query("UPDATE membership SET status = 'DEACTIVATED', ended_at = now() WHERE id = $1", [
      grace.membershipId,
    ]);
    const bob = await aMember();
    const needed = { ok: false, refusal: { kind: 'number_needed', number: 6 } };
    expect(await acts.deactivate(ada, bob)).toEqual(needed);
    expect(await acts.deactivate(ada, bob, { number: 5 })).toEqual(needed);
    expect(await auditOf(services, { target: bob.membershipId })).toEqual([]);
    expect(okOf(await acts.deactivate(ada, bob, { number: 6 }))).toMatchObject({ outcome: 'ended' });
    for (let more = 0; more < 5; more += 1) okOf(await acts.deactivate(ada, await aMember()));
    expect(await acts.deactivate(ada, await aMember())).toEqual(needed);
  });

  it('cannot be got around by acting on many at once', async () => {
    const people = await Promise.all(Array.from({ length: 9 }, aMember));
    const results = await Promise.all(people.map((one) => acts.deactivate(ada, one)));
    const outcomes = results.map((each) => okOf(each).outcome);
    expect(outcomes.filter((outcome) => outcome === 'ended')).toHaveLength(5);
  });

  it('the only other admin is a guest in Slack, who could not answer: the number is asked for instead', async () => {
    await five();
    await services.query('UPDATE slack_identity SET guest_since = now() WHERE account_id = $1', [grace.accountId]);
    const refused = await acts.deactivate(ada, await aMember());
    expect(refused).toEqual({ ok: false, refusal: { kind: 'number_needed', number: 6 } });
  });
});
