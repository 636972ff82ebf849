import { seed, seedCrowd, seedMember } from '../support/seed.ts';
import type { Door, DoorStage } from './door.ts';
import { unboundAdmin } from './door-cast.ts';
import { openDoors } from './door-table.ts';
import { waitForMorning } from './doors-of-digest.ts';
import type { ExampleOrg } from './example-org.ts';

/** An organization in which everything that can be pressed stands somewhere, and all of it ready to be pressed. */
export const setStage = async (org: ExampleOrg): Promise<DoorStage & { readonly open: () => Promise<Door[]> }> => {
  await waitForMorning(org);
  await seedCrowd(org, 30);
  // One team alone would be chosen already, and nobody would choose it.
  await seed(org, { teams: [{ name: 'Support' }] });
  const waiting = Array.from({ length: 27 }, (_, index) => `waiting${index + 1}@example.net`);
  // A list of more than a page would be previewed first.
  await org.invite(waiting.slice(0, 14).join('\n'));
  await org.invite(waiting.slice(14).join('\n'));
  // Sent one after the other: those of one moment would stand in any order, now on this page and now on the next.
  await org.query(`UPDATE invitation SET issued_at = issued_at - interval '1 second' * (30 - substring(email_key, '\\d+')::int)
    WHERE email_key LIKE 'waiting%'`);
  const invitee = org.workspace.person({ firstName: 'Ivy' });
  const nameless = org.workspace.person({ firstName: 'Ned', lastName: '' });
  await org.invite('asks@example.net', { people: [invitee, nameless] });
  const asked = await askForNewLink(org, 'asks@example.net');
  const unbound = await unboundAdmin(org, 'Bea');
  await seedMember(org, { email: 'went@example.net', firstName: 'Wen', status: 'REMOVED' });
  const stage = { org, invitee, nameless, unbound, asked };
  return { ...stage, open: () => openDoors(stage) };
};

const askForNewLink = async (org: ExampleOrg, email: string) => {
  const link = await org.linkOf(email);
  await org.query(`UPDATE invitation SET expires_at = usher_now() - interval '1 hour' WHERE email_key = $1`, [email]);
  await (await org.visitor().open(link)).press('Ask for a new link');
  return org.ada.waitForMessage(/asks for a new link/);
};
