import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedMember } from '../support/seed.ts';
import type { Person } from '../support/workspace/person.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;
let grace: Person;

const LINUS = 'linus@example.net';

beforeAll(async () => {
  // Mail goes out, but there is no page that a link in it could lead to.
  org = await startExampleOrg({ slackMode: 'socket', env: { PUBLIC_URL: '' } });
  grace = org.workspace.person({ firstName: 'Grace', lastName: 'Sample' });
});

afterAll(() => org.close());

/** All that Usher has sent to anybody, in Slack and by mail. */
const everythingSent = (): string =>
  JSON.stringify([org.workspace.calls.map(({ args }) => args), org.inbox.mails.map(({ text, html }) => [text, html])]);

describe('an Usher in Socket Mode that has no public address', () => {
  it('says in the form who can be reached, before anybody is invited', async () => {
    await org.ada.types('/members invite');
    const form = await org.ada.modal({ settled: true, title: 'Invite people' });
    expect(form.text()).toMatch(
      /Usher has no public address, so no link can be mailed: only people of this Slack workspace can be reached/,
    );
    await form.close();
  });

  it('names at once whom the invitation cannot reach, and why', async () => {
    const result = await org.invite(`${LINUS}\n${grace.email}`);
    expect(result.text()).toMatch(/Invited 2[\s\S]*no public address/);
    expect(result.text()).toMatch(
      /linus@example\.net\*: gets nothing: Usher has no public address.*ask whoever runs Usher/,
    );
    expect(result.text().match(/gets nothing/g)).toHaveLength(1);
  });

  it('lets a colleague in by the card alone, and tells everybody whom it concerns', async () => {
    const card = await grace.waitForMessage(/Ada Example invited you to Example Org/);
    expect(card.buttons).toEqual(['Accept', 'No, thanks', 'Don’t write to me again']);
    await card.click('Accept');
    await grace.waitForMessage(/Welcome to Example Org/);
    await org.sales.waitForMessage(/Grace Sample.* joined .*Sales/);
    await org.ada.waitForMessage(
      /2 invited: 1 joined, 1 not delivered[\s\S]*linus@example\.net: not delivered: Usher has/,
    );
  });

  it('offers in the list what can help, and no link to copy', async () => {
    const pending = await org.pending();
    expect(pending.text()).toMatch(/no link can be mailed[\s\S]*Not delivered 1[\s\S]*linus@example\.net/);
    expect(pending.text()).toMatch(/\[Another address\]/);
    expect(pending.text()).not.toContain('Copy a link');
    const why = await org.ada.types(`/members why ${LINUS}`);
    expect(why.text).toMatch(/can't get in because the link did not reach them by mail .* no public address/);
    expect(why.text).toMatch(/\[Another address\]/);
  });

  it('lets them be invited by the address that Slack knows, in one step', async () => {
    const linus = org.workspace.person({ firstName: 'Linus', lastName: 'Sample' });
    const pending = await org.pending();
    await pending.click('Another address', { row: LINUS });
    const form = await org.ada.modal({ settled: true, title: 'Another address' });
    await form.fill('New address', linus.email);
    await form.submit();
    await (await linus.waitForMessage(/invited you/)).click('Accept');
    await linus.waitForMessage(/Welcome to Example Org/);
  });

  it('says what to do where an admin role would need the mail', async () => {
    const ida = org.workspace.person({ firstName: 'Ida', lastName: 'Sample' });
    const result = await org.invite('', { people: [ida], role: 'Admin' });
    expect(result.text()).toMatch(/gets nothing: an admin role is accepted by a mailed link only/);
    await org.ada.waitForMessage(/1 not delivered[\s\S]*Edit it to another role and reinvite/);
    expect(ida.messages()).toEqual([]);
    const own = await ida.types('/members whoami');
    expect(own.text).not.toMatch(/\[Accept\]|\[Email me/);
  });

  it('sends nobody to a mail that cannot come', async () => {
    const ken = org.workspace.person({ firstName: 'Ken', lastName: 'Sample' });
    await org.invite('', { people: [ken] });
    const card = await ken.waitForMessage(/invited you/);
    await ken.update({ email: 'ken.new@example.com' });
    await card.click('Accept');
    await ken.waitForEphemeral(
      /not the one that was invited, and no link can be mailed.*invite the address that Slack/,
    );
  });

  it('mails what needs no page', async () => {
    // An admin whom nobody has vouched for proves who she is by a code.
    const eve = org.workspace.person({ firstName: 'Eve' });
    await seedMember(org, { email: eve.email, firstName: 'Eve', role: 'Admin' });
    await eve.types('/members whoami');
    await (await eve.waitForEphemeral(/This is me/)).click('This is me');
    await (await eve.modal({ settled: true, title: 'Is this you?' })).submit();
    expect((await org.inbox.waitForMail(eve.email)).text).toMatch(/\d{6}/);
  });

  it('serves no page, and has sent no link anywhere', async () => {
    await org.quiet();
    for (const path of [`/i/${'A'.repeat(70)}`, '/invitations/01990000-0000-7000-8000-000000000000', '/slack/events'])
      expect((await fetch(`${org.publicUrl}${path}`)).status).toBe(404);
    expect((await fetch(`${org.publicUrl}/readyz`)).status).toBe(200);
    expect(everythingSent()).not.toMatch(/\/i\/[\w-]{20}|127\.0\.0\.1:\d+\/(i|invitations)/);
    expect(org.inbox.mailsTo(LINUS)).toEqual([]);
  });

  it('names it in doctor, with the setting that mends it', async () => {
    await org.ada.types('/members doctor');
    const doctor = await org.ada.modal({ settled: true, title: 'Doctor' });
    await doctor.waitFor(/Usher has no public address that a link could lead to\.[\s\S]*PUBLIC_URL/);
  });
});
