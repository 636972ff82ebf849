import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../support/visitor.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';
import { withhold } from './withhold.ts';

let org: ExampleOrg;

beforeAll(async () => {
  org = await startExampleOrg();
});

afterAll(() => org.close());

const count = async (what: string, values: unknown[] = []): Promise<number> => {
  const [row] = await org.query<{ count: number }>(`SELECT count(*)::int FROM ${what}`, values);
  return row?.count ?? 0;
};

describe('a hundred at once', () => {
  it('lets one of a hundred accept one link, and tells the others in a friendly way', async () => {
    await org.invite('Linus Example <linus@example.net>');
    const link = await org.linkOf('linus@example.net');
    const pages = await Promise.all(Array.from({ length: 100 }, () => org.visitor().open(link)));
    expect(pages.every(({ buttons }) => buttons.includes('Accept and join'))).toBe(true);

    const answers = await Promise.all(pages.map((page) => page.press('Accept and join')));

    expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(200));
    expect(new Set(answers.map(({ heading }) => heading))).toEqual(new Set(['Linus, you are in']));
    expect(await count(`membership m JOIN account a ON a.id = m.account_id WHERE email = 'linus@example.net'`)).toBe(1);
    expect(await count(`audit_event WHERE action = 'membership.join'`)).toBe(1);
    await org.inbox.waitForMail('linus@example.net', { subject: /joined/ });
    await org.quiet();
    // The invitation and one welcome.
    expect(org.inbox.mailsTo('linus@example.net')).toHaveLength(2);
    expect(org.sales.messages()).toHaveLength(1);
  });

  it('makes one invitation, and one mail, of a hundred forms with the same address', async () => {
    await org.ada.types('/members invite');
    const form = await org.ada.modal({ settled: true, title: 'Invite people' });
    await form.fill('Addresses', 'margaret@example.org');
    await form.fill('Primary team', 'Sales');
    const { kind, payload } = await withhold(org, () => form.submit());
    const view = payload['view'] as Record<string, unknown>;
    const ofForm = (number: number) => ({
      kind,
      payload: { ...payload, view: { ...view, id: `V0FORM${number}`, hash: `1.${number}` } },
    });

    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, number) => org.workspace.deliver({ what: ofForm(number) })),
    );

    await org.quiet();
    expect(await count(`invitation WHERE email_key = 'margaret@example.org'`)).toBe(1);
    expect(
      await count(`audit_event e JOIN invitation i ON i.id::text = e.target_id
      WHERE e.action = 'invitation.create' AND i.email_key = 'margaret@example.org'`),
    ).toBe(1);
    expect(org.inbox.mailsTo('margaret@example.org')).toHaveLength(1);
    // Told in the ack, or where that came too late, by a message: one that it is done, the others what is true.
    const told = [
      ...answers.flat().map(({ body }) => JSON.stringify(body)),
      ...org.ada.messages().map(({ text }) => text),
    ];
    const invited = told.filter((text) => /Invited 1/.test(text));
    const refused = told.filter((text) => /Not invited 1/.test(text) && /is invited already/.test(text));
    // A machine with too much to do may miss Slack's three seconds, never the truth.
    const lost = answers.flat().flatMap(({ failed }) => failed ?? []);
    expect(new Set(lost)).toEqual(new Set(lost.length > 0 ? ['operation_timeout'] : []));
    expect(invited.length).toBeLessThanOrEqual(1);
    expect(invited.length + refused.length).toBeGreaterThanOrEqual(100 - lost.length);
  });
});

describe('accepting while an admin acts on the same invitation', () => {
  it.each(['Withdraw', 'Reinvite'] as const)(
    'lets exactly one of Accept and %s win, and says so to both',
    async (act) => {
      const orderOf = (['together', 'adminFirst', 'inviteeFirst', 'together'] as const).map(
        (order, round) => [`${act.toLowerCase()}-${round}@example.net`, order] as const,
      );
      await org.invite(orderOf.map(([email]) => `Robin Example <${email}>`).join('\n'));
      for (const [email, order] of orderOf) {
        const page = await org.visitor().open(await org.linkOf(email));
        const pending = await org.pending();
        const won = new RegExp(act === 'Withdraw' ? `Withdrawn: ${email}` : `1 new link on the way to ${email}`);
        const lost = new RegExp(`${email}: (Accepted|Is a member)`);
        // Acked at once; what came of it stands in the modal.
        const click = async () => {
          await pending.click(act, { row: email, ...(act === 'Withdraw' && { confirm: true }) });
          return (await pending.waitFor(new RegExp(`${won.source}|${lost.source}`))).text();
        };
        const accept = () => page.press('Accept and join');
        const inOrder = {
          together: () => Promise.all([accept(), click()]),
          adminFirst: async () => [await click(), await accept()].reverse() as [Page, string],
          inviteeFirst: async () => [await accept(), await click()] as const,
        };

        const [answer, shown] = await inOrder[order]();

        const hasJoined = answer.heading === 'Robin, you are in';
        expect(shown).toMatch(hasJoined ? lost : won);
        expect(await standing(email)).toEqual(expectedStanding(act, answer.heading));
        if (order !== 'together') expect(hasJoined).toBe(order === 'inviteeFirst');
      }
    },
  );
});

type Standing = { readonly status: string; readonly generation: number; readonly joined: boolean };

const standing = async (email: string): Promise<Standing | undefined> => {
  const [found] = await org.query<Standing>(
    `SELECT i.status, generation, EXISTS (SELECT FROM membership m JOIN account a ON a.id = m.account_id
       WHERE a.email_key = i.email_key AND m.status = 'ACTIVE') AS joined
     FROM invitation i WHERE email_key = $1`,
    [email],
  );
  return found;
};

/** What has to be so when the page says this. */
const expectedStanding = (act: 'Withdraw' | 'Reinvite', heading: string): Standing => {
  if (heading === 'Robin, you are in') return { status: 'ACCEPTED', generation: 1, joined: true };
  expect(heading).toBe(act === 'Withdraw' ? 'This invitation was withdrawn' : 'There is a newer invitation');
  return {
    status: act === 'Withdraw' ? 'WITHDRAWN' : 'PENDING',
    generation: act === 'Withdraw' ? 1 : 2,
    joined: false,
  };
};
