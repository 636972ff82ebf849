import { expect } from 'vitest';
import { type ExampleOrg, startExampleOrg } from '../e2e/example-org.ts';
import type { SeenMessage } from '../support/workspace/seen-message.ts';

/** An organization with a second product, in which Ada asks why. */
export const startWhyOrg = (): Promise<ExampleOrg> => startExampleOrg({ seed: { products: [{ name: 'Reports' }] } });

/** What goes wrong on purpose. */
export const expectedInLog = /an interaction failed|SMTP|mail/i;

type Answer = Pick<SeenMessage, 'text' | 'buttons' | 'click'>;

const withoutBold = (message: SeenMessage): Answer => ({ ...message, text: message.text.replaceAll('*', '') });

export type WhyDesk = ReturnType<typeof whyDeskOf>;

/** Ada asks, and presses what she is offered. */
export const whyDeskOf = (org: ExampleOrg) => {
  /** Asks, and hands over the answer as it was read. */
  const why = async (text: string): Promise<Answer> => {
    const { message, text: said } = await org.ada.types(`/members why ${text}`);
    if (!message) throw new Error(`No answer: ${said}`);
    return withoutBold(message);
  };

  /** All answers as they stand now: an answer gives way to what its button did. */
  const answers = (): string =>
    org.ada
      .ephemerals()
      .map((message) => withoutBold(message).text)
      .join('\n');

  const lastAnswer = (): string => answers().split('\n').at(-2) ?? '';

  const mailsTo = (address: string): number => org.inbox.mailsTo(address).length;

  const setRole = (email: string, role: string) =>
    org.query(
      `UPDATE membership SET role_id = (SELECT id FROM role WHERE name = $2)
       WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
      [email, role],
    );

  const invited = async (address: string): Promise<void> => {
    await org.invite(address);
    await org.quiet();
  };

  /** Presses the one button of the verdict and waits for what comes of it. */
  const press = async (answer: Answer, label: string): Promise<void> => {
    await answer.click(label);
    await org.quiet();
  };

  /** The invite form that the verdict opens, sent as it stands. */
  const inviteBy = async (answer: Answer, label: string, address: string): Promise<void> => {
    await answer.click(label);
    const form = await org.ada.modal({ settled: true, title: 'Invite people' });
    expect(form.text()).toContain(address);
    expect(form.text()).not.toContain('⚠');
    await form.fill('Primary team', 'Sales');
    await form.submit();
    await org.ada.modal({ settled: true, title: 'Invitations' });
    await org.quiet();
  };

  const join = async (address: string): Promise<void> => {
    await (await org.visitor().open(await org.linkOf(address))).press('Accept and join');
    await org.quiet();
  };

  const isMember = async (address: string): Promise<boolean> =>
    (await org.query('SELECT 1 FROM active_access WHERE email = $1', [address])).length === 1;

  return { why, answers, lastAnswer, mailsTo, setRole, invited, press, inviteBy, join, isMember };
};
