import { seedMember } from '../support/seed.ts';
import type { Person } from '../support/workspace/person.ts';
import type { ExampleOrg } from './example-org.ts';

/** Somebody who may not act on others. */
export type Outsider = {
  readonly who: string;
  readonly person: Person;
  /** What they read at the doors of admins. */
  readonly words: RegExp;
  /** False for who is offered a way on instead of being refused: nothing is written then, not even the audit entry. */
  readonly isRefused: boolean;
};

const notYet = /not a member (of Example Org )?yet/;
const notAnAdmin = /you are not an admin at the moment\. Nothing was done/;

/** Everybody of the matrix. Each was somebody's colleague, friend or former admin. */
export const castOutsiders = async (org: ExampleOrg): Promise<Outsider[]> => {
  const { workspace } = org;
  const member = async (firstName: string, more: Partial<Parameters<typeof seedMember>[1]> = {}): Promise<Person> => {
    const person = workspace.person({ firstName });
    await seedMember(org, { email: person.email, firstName, slack: person, ...more });
    return person;
  };
  const demoted = await member('Dana', { role: 'Admin' });
  await demoted.types('/members');
  await demoted.modal({ settled: true, title: 'Members' });
  await org.query(
    `UPDATE membership SET role_id = (SELECT id FROM role WHERE name = 'Viewer')
     WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
    [demoted.email],
  );
  const guestAdmin = await member('Gil', { role: 'Admin' });
  await org.query('UPDATE slack_identity SET guest_since = usher_now() WHERE slack_user_id = $1', [guestAdmin.id]);
  const refused = (who: string, person: Person, words: RegExp): Outsider => ({ who, person, words, isRefused: true });
  return [
    refused('a member', await member('Mia'), notAnAdmin),
    refused('a viewer', await member('Vic', { role: 'Viewer' }), notAnAdmin),
    refused('an admin who was demoted', demoted, notAnAdmin),
    refused(
      'a deactivated member',
      await member('Dean', { role: 'Admin', status: 'DEACTIVATED' }),
      /is deactivated, so nothing was done/,
    ),
    refused('a removed member', await member('Remy', { role: 'Admin', status: 'REMOVED' }), /no longer a member/),
    refused(
      'a guest',
      workspace.person({ firstName: 'Guy', isRestricted: true }),
      /Guests of this workspace can't act here/,
    ),
    refused('an admin who is a guest in Slack now', guestAdmin, /Guests of this workspace can't act here/),
    refused('a Slack Connect stranger', workspace.stranger({ firstName: 'Sam' }), /you are from another one/),
    refused('a bot', workspace.bot({ firstName: 'Robo' }), /Slack says that this is a bot/),
    refused(
      'a deactivated Slack user',
      workspace.person({ firstName: 'Gone', deleted: true }),
      /this account is deactivated/,
    ),
    refused(
      'an admin by an address that Slack has not confirmed',
      await unboundAdmin(org, 'Una', { isEmailConfirmed: false }),
      notYet,
    ),
    refused('somebody unknown', workspace.person({ firstName: 'Nell' }), notYet),
    {
      who: 'an admin who has not said yet who they are',
      person: await unboundAdmin(org, 'Ulla'),
      words: /This is me/,
      isRefused: false,
    },
  ];
};

/** An admin by their address in Slack, whom no Slack user is bound to. */
export const unboundAdmin = async (
  org: ExampleOrg,
  firstName: string,
  more: { readonly isEmailConfirmed?: boolean } = {},
): Promise<Person> => {
  const person = org.workspace.person({ firstName, ...more });
  await seedMember(org, { email: person.email, firstName, role: 'Admin' });
  return person;
};
