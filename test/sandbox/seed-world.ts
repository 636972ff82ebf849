import { seed, seedMember } from '../support/seed.ts';
import type { Usher } from '../support/usher.ts';
import type { Person } from '../support/workspace/person.ts';
import type { Workspace } from '../support/workspace/workspace.ts';

type Role = 'Viewer' | 'Member' | 'Admin';

/** First name, last name, role, team, days since they joined. */
const MEMBERS: readonly (readonly [string, string, Role, string, number])[] = [
  ['Ada', 'Example', 'Admin', 'Engineering', 420],
  ['Grace', 'Sample', 'Admin', 'Sales', 400],
  ['Bruno', 'Keller', 'Member', 'Sales', 310],
  ['Chidi', 'Okoro', 'Member', 'Sales', 205],
  ['Dana', 'Lindt', 'Member', 'Support', 190],
  ['Emeka', 'Stone', 'Member', 'Support', 120],
  ['Freya', 'Holm', 'Member', 'Engineering', 96],
  ['Goran', 'Petri', 'Member', 'Engineering', 61],
  ['Hana', 'Mori', 'Viewer', 'Support', 40],
  ['Ines', 'Duarte', 'Viewer', 'Sales', 22],
  ['Jonas', 'Weber', 'Viewer', 'Engineering', 9],
  ['Kaya', 'Demir', 'Viewer', 'Support', 3],
];

/** In Slack from the beginning, and what becomes of them is seen here: a guest of one channel, and two whom nobody has invited yet. */
const OTHERS = { guest: 'Lou', invited: 'Mira', newcomer: 'Nell' } as const;

export type World = {
  readonly members: readonly Person[];
  readonly invited: Person;
};

/** The people and channels of the workspace, before Usher starts. */
export const fillWorkspace = (workspace: Workspace): World => {
  const members = MEMBERS.map(([firstName, lastName]) =>
    workspace.person({ firstName, lastName, email: `${firstName.toLowerCase()}@example.com`, tz: 'Europe/Berlin' }),
  );
  const guest = workspace.person({ firstName: OTHERS.guest, lastName: 'Guest', isRestricted: true });
  const invited = workspace.person({ firstName: OTHERS.invited, lastName: 'Newman', tz: 'America/New_York' });
  const newcomer = workspace.person({ firstName: OTHERS.newcomer, lastName: 'Example', tz: 'Europe/Berlin' });
  const of = (team: string): Person[] => members.filter((_, index) => MEMBERS[index]?.[3] === team);
  workspace.channel('everybody', { members: [...members, invited, newcomer], botIsMember: true });
  workspace.channel('engineering', { members: of('Engineering'), botIsMember: true });
  workspace.channel('sales', { members: [...of('Sales'), guest], botIsMember: true });
  workspace.channel('support', { members: of('Support'), botIsMember: true });
  workspace.channel('admins', { members: members.slice(0, 2), botIsMember: true, isPrivate: true });
  return { members, invited };
};

/** The organization, and invitations that went out yesterday and today: the earlier ones have run out. */
export const fillOrganization = async (usher: Usher, { members, invited }: World): Promise<void> => {
  await seedOrganization(usher);
  for (const [index, member] of members.entries()) await seedOne(usher, index, member);
  const [ada] = members;
  if (!ada) throw new Error('Nobody is there to invite');
  await usher.advance('-26 hours');
  await invite(ada, 'Otto Frank-Example <otto@example.net>\npia@example.net', 'Sales');
  await arrived(usher, ada, ['otto@example.net', 'pia@example.net'], /2 invited/);
  await usher.advance('26 hours');
  await invite(ada, 'Quinn Adler <quinn@example.org>\nrosa@example.org\nsami@example.org', 'Support', [invited]);
  await arrived(usher, ada, ['quinn@example.org', 'rosa@example.org', 'sami@example.org'], /4 invited/);
  await usher.workspace.settled({ timeoutMs: 30_000 });
};

/** Mails and what Usher says of them in Slack come by jobs of their own, in no order. */
const arrived = async ({ inbox }: Usher, ada: Person, addresses: readonly string[], said: RegExp): Promise<void> => {
  for (const address of addresses) await inbox.waitForMail(address);
  await ada.waitForMessage(said);
};

const channelOf = ({ workspace }: Usher, name: string): string => {
  const found = [...workspace.context.state.channels.values()].find((one) => one.name === name);
  if (!found) throw new Error(`#${name} is missing`);
  return found.id;
};

const seedOrganization = (usher: Usher): Promise<void> =>
  seed(usher, {
    products: [{ name: 'Studio', isDefault: true }, { name: 'Reports' }, { name: 'Archive' }],
    teams: [
      { name: 'Engineering', channelId: channelOf(usher, 'engineering'), products: ['Studio', 'Archive'] },
      { name: 'Sales', channelId: channelOf(usher, 'sales'), products: ['Studio', 'Reports'] },
      { name: 'Support', channelId: channelOf(usher, 'support'), products: ['Studio'] },
    ],
    settings: {
      product_name: 'Example Studio',
      product_url: 'https://studio.example.com',
      getting_started_url: 'https://studio.example.com/start',
      support_contact: 'help@example.com',
      time_zone: 'Europe/Berlin',
      admin_channel_id: channelOf(usher, 'admins'),
      organization_channel_id: channelOf(usher, 'everybody'),
      organization_posts: 'WEEKLY',
    },
  });

const DAY_MS = 24 * 60 * 60 * 1000;

const seedOne = async (usher: Usher, index: number, slack: Person): Promise<void> => {
  const [firstName, lastName, role, team, days] = MEMBERS[index] ?? ['', '', 'Viewer' as const, '', 0];
  const joinedAt = new Date(Date.now() - days * DAY_MS);
  const id = await seedMember(usher, { email: slack.email, firstName, lastName, role, joinedAt, slack });
  await usher.query('UPDATE membership SET primary_team_id = (SELECT id FROM team WHERE name = $2) WHERE id = $1', [
    id,
    team,
  ]);
  await usher.query(
    `INSERT INTO membership_product (organization_id, membership_id, product_id)
     SELECT p.organization_id, $1::uuid, p.product_id FROM team_product p JOIN team t ON t.id = p.team_id WHERE t.name = $2`,
    [id, team],
  );
};

const invite = async (ada: Person, addresses: string, team: string, people: readonly Person[] = []): Promise<void> => {
  await ada.types('/members invite');
  const form = await ada.modal({ settled: true, title: 'Invite people', timeoutMs: 30_000 });
  await form.fill('Addresses', addresses);
  if (people.length > 0) await form.fill('People of this workspace', people);
  await form.fill('Primary team', team);
  const { errors, trouble } = await form.submit();
  if (errors ?? trouble) throw new Error(`The form was not taken: ${trouble ?? JSON.stringify(errors)}`);
  const told = await ada.modal({ settled: true, title: 'Invitations', timeoutMs: 30_000 });
  await told.close({ all: true });
};
