import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../support/workspace/person.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;
let kim: Person;

beforeAll(async () => {
  org = await startExampleOrg({ env: { SMTP_URL: '', MAIL_FROM: '' }, seed: null });
  // In Slack before Usher lists its people, which it keeps for a while.
  kim = org.workspace.person({ firstName: 'Kim', email: 'kim@example.com' });
});

afterAll(() => org.close());

describe('an Usher without a mail server', () => {
  it('says so in the form, before anybody is invited', async () => {
    await org.ada.types('/members invite');
    const form = await org.ada.modal({ settled: true, title: 'Invite people' });
    expect(form.text()).toMatch(/No mail server is set up: only people of this Slack workspace can be reached/);
    expect(form.text()).toMatch(/can't say yet where to sign in, how to get started and whom to ask for help/);
    // No teams and products here, so nobody is asked for one.
    expect(form.fields()).toEqual(['Addresses', 'People of this workspace', 'Same as', 'Role', 'Note', 'Send']);
  });

  it('never pretends that a mail went out', async () => {
    const result = await org.invite('linus@example.net');
    expect(result.text()).toMatch(/Invited 1[\s\S]*linus@example\.net\*: gets nothing: no mail server is set up/);
    await org.ada.waitForMessage(
      /1 invited: 1 not delivered[\s\S]*no mail server is set up\. Copy a link to hand over, or ask whoever runs Usher/,
    );
    const pending = await org.pending();
    expect(pending.text()).toMatch(
      /Not delivered 1[\s\S]*linus@example\.net[\s\S]*not delivered: no mail server is set up/,
    );
    expect(org.inbox.mails).toEqual([]);
  });

  it('says in the preview of an import whom nothing would reach', async () => {
    await org.ada.types('/members import');
    const form = await org.ada.modal({ settled: true, title: 'Import people' });
    const content = `email,role\n${kim.email},\nout@example.net,\n`;
    form.upload('File', { name: 'people.csv', content });
    await form.submit();
    const text = (await org.ada.modal({ settled: true, title: 'Preview' })).text();
    expect(text).toMatch(/3: out@example\.net · gets nothing: no mail server is set up/);
    expect(text).toMatch(/2: kim@example\.com\n/);
  });

  it('still lets a colleague in by the card', async () => {
    const grace = org.workspace.person({ firstName: 'Grace', lastName: 'Sample' });
    await org.invite('', { people: [grace] });
    const card = await grace.waitForMessage(/invited you/);
    expect(card.buttons).toEqual(['Accept', 'No, thanks', 'Don’t write to me again']);
    await card.click('Accept');
    await grace.waitForMessage(/Welcome to Example Org/);
    await org.quiet();
  });
});
