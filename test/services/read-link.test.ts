import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { noteOpened } from '../../src/services/note-opened.ts';
import { readLink } from '../../src/services/read-link.ts';
import { type AddedMember, acceptLink, addMember, anAddress, invitationOf, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
afterEach(() => services.clearJobs());
afterAll(() => services.stop());

const tokenOf = (id: string, generation = 1): string =>
  services.deps.links.urlFor?.(id, generation).split('/').at(-1) ?? '';

const everything = () =>
  services.query('SELECT (SELECT json_agg(i) FROM invitation i) AS a, (SELECT json_agg(e) FROM audit_event e) AS b');

describe('readLink', () => {
  it('while it can be accepted, gives all that the page tells, and changes nothing', async () => {
    const { id } = await invite(services, ada, anAddress());
    const before = await everything();
    for (const _ of [1, 2, 3]) {
      expect(await readLink(services.deps, tokenOf(id))).toMatchObject({
        invitation: { id },
        organization: { name: 'Example Org' },
        generation: 1,
        standing: null,
        member: null,
      });
    }
    expect(await everything()).toEqual(before);
  });

  it('when it was never issued, knows nothing, whatever is wrong with it', async () => {
    const { id } = await invite(services, ada, anAddress());
    expect(await readLink(services.deps, tokenOf(id, 2))).toBeUndefined();
    expect(await readLink(services.deps, tokenOf(uuidv7()))).toBeUndefined();
    expect(await readLink(services.deps, `${tokenOf(id).slice(0, -1)}_`)).toBeUndefined();
    expect(await readLink(services.deps, '')).toBeUndefined();
  });

  it('when it is used, says who they are by now', async () => {
    const email = anAddress();
    const invitation = await invite(services, ada, email);
    await acceptLink(services, invitation);
    expect(await readLink(services.deps, tokenOf(invitation.id))).toMatchObject({
      standing: { kind: 'already_accepted' },
      member: { email, firstName: 'Linus' },
    });
  });

  it('when the issuer lost the right, says so before anybody types a name', async () => {
    const grace = await addMember(services);
    const { id } = await invite(services, grace, anAddress());
    await services.query("UPDATE membership SET status = 'REMOVED', ended_at = now() WHERE id = $1", [
      grace.membershipId,
    ]);
    expect(await readLink(services.deps, tokenOf(id))).toMatchObject({ standing: { kind: 'issuer_lost_right' } });
  });

  it('when it ran out, says when', async () => {
    const { id, expiresAt } = await invite(services, ada, anAddress());
    await services.advance('24 hours');
    expect(await readLink(services.deps, tokenOf(id))).toMatchObject({
      standing: { kind: 'link_expired', at: expiresAt },
    });
  });
});

describe('noteOpened', () => {
  it('the first time, dates it and has the inviter’s message told; later ones change nothing', async () => {
    const email = anAddress();
    const { id, batchId } = await invite(services, ada, email);
    await services.clearJobs();
    for (const _ of [1, 2]) await noteOpened(services.deps, tokenOf(id), 'r1');
    expect((await invitationOf(services, email)).openedAt).toBeInstanceOf(Date);
    expect((await services.waitingJobs()).map(({ name, payload }) => [name, payload['batchId']])).toEqual([
      ['announce-batch', batchId],
    ]);
  });

  it('of an older link, of none, or of one that is decided, notes nothing', async () => {
    const email = anAddress();
    const { id } = await invite(services, ada, email);
    await services.clearJobs();
    await services.query('UPDATE invitation SET generation = 2 WHERE id = $1', [id]);
    await noteOpened(services.deps, tokenOf(id, 1), 'r1');
    await noteOpened(services.deps, 'nonsense', 'r1');
    await services.query("UPDATE invitation SET status = 'WITHDRAWN', decided_at = now() WHERE id = $1", [id]);
    await noteOpened(services.deps, tokenOf(id, 2), 'r1');
    expect((await invitationOf(services, email)).openedAt).toBeNull();
    expect(await services.waitingJobs()).toEqual([]);
  });
});
