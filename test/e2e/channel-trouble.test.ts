import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenMessage } from '../support/workspace/seen-message.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';

let org: ExampleOrg;

beforeAll(async () => {
  org = await startExampleOrg();
});

afterAll(() => org.close());

const NAMES = ['Robin', 'Kim', 'Lou', 'Max', 'Noa', 'Pia', 'Quinn'];
let joins = 0;

/** Somebody joins Sales by the page. */
const join = async (): Promise<void> => {
  const name = NAMES[joins] ?? 'Zoe';
  joins += 1;
  const email = `${name.toLowerCase()}@example.net`;
  await org.invite(`${name} Example <${email}>`);
  const joined = await (await org.visitor().open(await org.linkOf(email))).press('Accept and join');
  expect(joined.heading).toBe(`${name}, you are in`);
  await org.inbox.waitForMail(email, { subject: /joined/ });
  await org.quiet();
};

const warnings = (): SeenMessage[] => org.ada.messages().filter(({ text }) => /can't be posted/.test(text));

describe('a team channel that Usher cannot post to', () => {
  it('costs nothing else, and is told to an admin once, with the fix', async () => {
    org.sales.removeBot();
    await join();
    expect(warnings().map(({ text }) => text)).toEqual([
      expect.stringMatching(/\*Sales\* can't be posted in #sales: Usher is not in the channel[\s\S]*\/invite/),
    ]);
    expect(org.sales.messages()).toEqual([]);
    expect((await org.ada.waitForMessage(/1 invited: 1 joined/)).text).toMatch(/Robin/);
    await join();
    expect(warnings()).toHaveLength(1);
  });

  it('gets the joins of the day once it is mended', async () => {
    org.sales.addBot();
    await join();
    const [post, ...others] = org.sales.messages();
    expect(post?.text).toMatch(/3 people joined .*Sales/);
    for (const name of ['Robin', 'Kim', 'Lou']) expect(post?.text).toContain(`${name} Example`);
    expect(others).toEqual([]);
  });

  it('is told again when something else breaks it later, such as an archive', async () => {
    org.sales.archive();
    await join();
    expect(warnings()).toHaveLength(2);
    expect(warnings()[1]?.text).toMatch(/the channel is archived[\s\S]*another channel/);
    await join();
    expect(warnings()).toHaveLength(2);
    org.sales.unarchive();
  });

  it('is told in the words of a channel that is gone', async () => {
    await join();
    await org.query(`UPDATE team SET slack_channel_id = 'C0GONE' WHERE name = 'Sales'`);
    // The post of today was made in the old channel; tomorrow's goes to the new one.
    await org.advance('24 hours');
    await join();
    expect(warnings()).toHaveLength(3);
    expect(warnings()[2]?.text).toMatch(/gone, or it is private/);
  });
});
