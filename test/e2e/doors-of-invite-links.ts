import type { Modal } from '../support/workspace/modal.ts';
import { type Door, type DoorStage, inAnothersName, keep, type Screen } from './door.ts';

/** The links that many people join by: more than fit on a page, and the form of a new one. */
export const inviteLinkDoors = async ({ org }: DoorStage): Promise<Door[]> => {
  const { ada, query } = org;
  await query(`UPDATE organization SET invite_links = 'LEAST_ROLE'`);
  await query(
    `INSERT INTO invite_link (id, organization_id, role_id, team_id, max_uses, expires_at, created_by_id, created_at)
     SELECT gen_random_uuid(), o.id, r.id, t.id, 10 + n, usher_now() + interval '7 days', m.id, usher_now() - n * interval '1 minute'
     FROM organization o, role r, team t, membership m JOIN account a ON a.id = m.account_id, generate_series(1, 30) n
     WHERE r.name = 'Viewer' AND t.name = 'Sales' AND a.email = $1`,
    [ada.email],
  );
  const list = async () => {
    await ada.types('/members link');
    return ada.modal({ settled: true, title: 'Invite links' });
  };
  const desk = async () => {
    await ada.types('/members');
    return ada.modal({ settled: true, title: 'Members' });
  };
  const older = async () => {
    const modal = await list();
    await modal.click('Older');
    await modal.waitFor('Newer');
    return modal;
  };
  const form = async () => {
    await (await list()).click('New link');
    const modal = await ada.modal({ settled: true, title: 'New invite link' });
    await modal.fill('Primary team', 'Sales');
    return modal;
  };
  const click =
    (label: string, options: { row?: string; confirm?: true } = {}) =>
    (modal: Modal) =>
      modal.click(label, options);
  const screens: Readonly<Record<string, Screen>> = {
    open_invite_links: { open: desk, act: click('Invite links') },
    invite_link_new: { open: list, act: click('New link') },
    invite_link_show: { open: list, act: click('Show the link', { row: 'of 11 people' }) },
    invite_link_revoke: { open: list, act: click('Revoke', { row: 'of 12 people', confirm: true }) },
    invite_links_next: { open: list, act: click('Older') },
    invite_links_previous: { open: older, act: click('Newer') },
    invite_link_form: { open: form, act: (modal) => modal.submit() },
  };
  const doors: Door[] = [];
  for (const [id, screen] of Object.entries(screens)) {
    const enter = inAnothersName(org, await keep(org, screen));
    doors.push({ id, for: 'admins', enter, asAdmin: async () => screen.act(await screen.open()) });
  }
  const id = '/members link';
  return [
    ...doors,
    { id, for: 'admins', enter: (actor) => actor.types(id), asAdmin: list },
    ...(await joinDoors(org, list)),
  ];
};

/** What the link is for, shown in Slack by somebody new; it is revoked before anybody else sends the form. */
const joinDoors = async (org: DoorStage['org'], list: () => Promise<Modal>): Promise<Door[]> => {
  const { ada, query, workspace } = org;
  await (await list()).click('Show the link', { row: 'of 13 people' });
  const shown = await ada.modal({ settled: true, title: 'Invite link' });
  const [url = ''] = /https?:\/\/\S+\/join\/[\w-]+/.exec(shown.text()) ?? [];
  const nina = workspace.person({ firstName: 'Nina', lastName: 'Sample' });
  const join = await keep(org, {
    open: async () => {
      await nina.types(`/members join ${url}`);
      return nina.modal({ settled: true, title: 'Join' });
    },
    act: (modal) => modal.submit(),
  });
  await query('UPDATE invite_link SET revoked_at = usher_now() WHERE max_uses = 13');
  const members = 'You have been a member|You were a member|another one';
  return [
    {
      id: '/members join',
      for: 'anyone',
      words: new RegExp(`${members}|That is no invite link`),
      enter: (actor) => actor.types('/members join'),
    },
    {
      id: 'join_modal',
      for: 'anyone',
      words: new RegExp(`${members}|Nobody can join by this link: revoked`),
      enter: inAnothersName(org, join),
    },
  ];
};
