import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askForNewLink } from '../../src/services/ask-for-new-link.ts';
import { mailInstead } from '../../src/services/mail-instead.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { type AddedMember, acceptLink, addMember, anAddress, askedBy, auditOf, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const ask = async (invitationId: string) => {
  const result = await askForNewLink(services.deps, {
    invitationId,
    proof: { kind: 'link' },
    via: 'web',
    requestId: 'r1',
  });
  return result.ok ? 'asked' : result.refusal;
};

describe('askForNewLink', () => {
  it('when the link ran out, tells the issuer by a card, and issues nothing by itself', async () => {
    const email = anAddress();
    const { id } = await invite(services, ada, email);
    await services.advance('25 hours');
    await services.clearJobs();
    expect(await ask(id)).toBe('asked');
    await services.runJobs();
    const card = await ada.person.waitForMessage(/new link/);
    expect(card.text).toContain(email);
    expect(card.buttons.length).toBeGreaterThan(0);
    expect(await services.deps.store.findInvitation(id)).toMatchObject({ generation: 1, status: 'PENDING' });
    expect((await auditOf(services, { target: id })).at(-1)).toMatchObject({
      action: 'invitation.ask',
      actorKind: 'INVITEE',
    });
  });

  it('when the card in Slack ran out, its own reader asks by it, and nobody else; a newer card takes its place', async () => {
    const linus = services.workspace.person({ email: anAddress('linus') });
    const { id } = await invite(services, ada, linus.email);
    const askBySlack = async (userId: string) => {
      const proof = { kind: 'slack', user: { teamId: linus.teamId, userId } } as const;
      const result = await askForNewLink(services.deps, { invitationId: id, proof, via: 'button', requestId: 'r1' });
      return result.ok ? 'asked' : result.refusal;
    };
    expect(await askBySlack(linus.id)).toMatchObject({ kind: 'link_superseded' });
    await services.advance('25 hours');
    expect(await askBySlack('U0SOMEBODY')).toEqual({ kind: 'not_the_invitee' });
    expect(await services.waitingJobs('ask-new-link')).toEqual([]);
    expect(await askBySlack(linus.id)).toBe('asked');
    expect((await auditOf(services, { target: id })).at(-1)).toMatchObject({ action: 'invitation.ask', via: 'button' });
  });

  it('when it was asked less than 12 hours ago, says when it can be asked again, and then can', async () => {
    const { id } = await invite(services, ada, anAddress());
    expect(await ask(id)).toBe('asked');
    await services.advance('11 hours 59 minutes');
    const refusal = await ask(id);
    if (refusal === 'asked' || refusal.kind !== 'already_asked') throw new Error(JSON.stringify(refusal));
    expect(refusal.againAt.getTime() - refusal.at.getTime()).toBe(12 * 3_600_000);
    expect(await services.waitingJobs('ask-new-link')).toHaveLength(1);
    await services.advance('1 minute');
    expect(await ask(id)).toBe('asked');
    expect(await services.waitingJobs('ask-new-link')).toHaveLength(2);
  });

  it('when a new link was sent since, the old request is forgotten', async () => {
    const { id } = await invite(services, ada, anAddress());
    expect(await ask(id)).toBe('asked');
    const target = { kind: 'links', links: [{ id, generation: 1 }] } as const;
    await reinvite(services.deps, await askedBy(services, ada.person), target);
    expect(await ask(id)).toBe('asked');
  });

  it('when ten ask at once, one is told to the issuer', async () => {
    const { id } = await invite(services, ada, anAddress());
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(id)));
    expect(answers.filter((answer) => answer === 'asked')).toHaveLength(1);
    expect(await services.waitingJobs('ask-new-link')).toHaveLength(1);
  });

  it('when it is decided, says how', async () => {
    const accepted = await invite(services, ada, anAddress());
    await acceptLink(services, accepted);
    expect(await ask(accepted.id)).toMatchObject({ kind: 'already_accepted' });
    for (const [status, kind] of [
      ['DECLINED', 'already_declined'],
      ['WITHDRAWN', 'already_withdrawn'],
    ]) {
      const { id } = await invite(services, ada, anAddress());
      const sql = 'UPDATE invitation SET status = $2::invitation_status, decided_at = now() WHERE id = $1';
      await services.query(sql, [id, status]);
      expect(await ask(id)).toMatchObject({ kind });
    }
    expect(await ask(uuidv7())).toEqual({ kind: 'invitation_unknown' });
  });

  it('when the issuer is no admin any more, another admin is told', async () => {
    const grace = await addMember(services, { firstName: 'Grace' });
    const { id } = await invite(services, grace, anAddress('orphan'));
    await services.clearJobs();
    await services.query("UPDATE membership SET status = 'DEACTIVATED', ended_at = now() WHERE id = $1", [
      grace.membershipId,
    ]);
    await ask(id);
    await services.runJobs();
    await ada.person.waitForMessage(/orphan/);
    expect(grace.person.messages()).toEqual([]);
  });

  it('when the issuer left Slack, another admin is told', async () => {
    const joan = await addMember(services, { firstName: 'Joan' });
    const { id } = await invite(services, joan, anAddress('left'));
    await services.clearJobs();
    await joan.person.update({ deleted: true });
    await ask(id);
    await services.runJobs();
    await ada.person.waitForMessage(/left\d+@example\.org/);
  });
});

describe('mailInstead', () => {
  const instead = async (invitationId: string, user: { id: string; teamId: string }) => {
    const by = { teamId: user.teamId, userId: user.id };
    const result = await mailInstead(services.deps, { invitationId, user: by, requestId: 'r1' });
    return result.ok ? result.value.email : result.refusal;
  };
  const inviteByCard = async () => {
    const grace = services.workspace.person({ email: anAddress('grace') });
    const { id } = await invite(services, ada, grace.email);
    await services.runJobs();
    return { grace, id };
  };

  it('when the invitee asks, mails the same link to the address of the invitation, once', async () => {
    const { grace, id } = await inviteByCard();
    expect(services.inbox.mailsTo(grace.email)).toEqual([]);
    expect(await instead(id, grace)).toBe(grace.email);
    expect(await instead(id, grace)).toBe(grace.email);
    await services.runJobs();
    expect(await instead(id, grace)).toBe(grace.email);
    await services.runJobs();
    const mails = services.inbox.mailsTo(grace.email);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.links).toContain(services.deps.links.urlFor?.(id, 1));
  });

  it('when it is somebody else, or decided, refuses', async () => {
    const { grace, id } = await inviteByCard();
    expect(await instead(id, ada.person)).toEqual({ kind: 'not_the_invitee' });
    await services.query("UPDATE invitation SET status = 'WITHDRAWN', decided_at = now() WHERE id = $1", [id]);
    expect(await instead(id, grace)).toMatchObject({ kind: 'already_withdrawn' });
    expect(await services.waitingJobs()).toEqual([]);
  });

  it('when it ran out, says so', async () => {
    const { grace, id } = await inviteByCard();
    await services.advance('24 hours');
    expect(await instead(id, grace)).toMatchObject({ kind: 'link_expired' });
  });
});
