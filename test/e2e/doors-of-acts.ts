import { seedMember } from '../support/seed.ts';
import type { Modal } from '../support/workspace/modal.ts';
import { type Door, type DoorStage, inAnothersName, keep, type Screen } from './door.ts';

const COMMANDS = [
  '/members role crowd2@example.com member',
  '/members deactivate crowd3@example.com',
  '/members reactivate left@example.net',
  '/members remove crowd4@example.com',
  '/members-role crowd2@example.com member',
  '/members-deactivate crowd3@example.com',
];

/** Role, leaving, coming back, and what takes it back. */
export const actDoors = async (stage: DoorStage): Promise<Door[]> => {
  const { org } = stage;
  await seedMember(org, { email: 'left@example.net', firstName: 'Lea', lastName: 'Left', status: 'DEACTIVATED' });
  const opened = (command: string, title: string) => async () => {
    await org.ada.types(command);
    return org.ada.modal({ settled: true, title });
  };
  const card = (email: string) => opened(`/members ${email}`, 'Person');
  const form = (command: string, title: string) => opened(`/members ${command}`, title);
  const submit: Screen['act'] = (modal) => modal.submit();
  const click = (label: string) => (modal: Modal) => modal.click(label);
  // There and back again, so that there is something to undo each time.
  const roles = ['member', 'viewer', 'member'];
  const changed = async (): Promise<Modal> => {
    const sent = await (await form(`role crowd8@example.com ${roles.shift()}`, 'Change role')()).submit();
    if (!sent.updatedTo) throw new Error('The role was not changed.');
    return sent.updatedTo;
  };
  // Of those who wait already, the door of “Needs you” takes whoever comes first.
  const regretted = ['regretted1@example.net', 'regretted2@example.net'];
  const withdrawn = async (): Promise<Modal> => {
    const address = regretted.shift() ?? '';
    await org.invite(address);
    const modal = await opened('/members pending', 'Pending invitations')();
    await modal.click('Withdraw', { row: address, confirm: true });
    return modal.waitFor(/Withdrawn: /);
  };
  const screens: Readonly<Record<string, Screen>> = {
    person_change_role: { open: card('crowd5@example.com'), act: click('Change role') },
    person_deactivate: { open: card('crowd5@example.com'), act: click('Deactivate') },
    person_remove: { open: card('crowd5@example.com'), act: click('Remove') },
    person_reactivate: { open: card('left@example.net'), act: click('Reactivate') },
    role_form_role: {
      open: form('role crowd5@example.com', 'Change role'),
      act: (modal) => modal.fill('New role', 'Member'),
    },
    role_form: { open: form('role crowd5@example.com member', 'Change role'), act: submit },
    deactivate_form: { open: form('deactivate crowd6@example.com', 'Deactivate a member'), act: submit },
    remove_form: { open: form('remove crowd7@example.com', 'Remove a member'), act: submit },
    undo: { open: changed, act: click('Undo') },
    pending_undo: { open: withdrawn, act: click('Undo') },
  };
  const doors: Door[] = COMMANDS.map((id) => ({
    id,
    for: 'admins',
    enter: (actor) => actor.types(id),
    asAdmin: () => org.ada.types(id),
  }));
  for (const [id, screen] of Object.entries(screens)) {
    const enter = inAnothersName(org, await keep(org, screen));
    doors.push({ id, for: 'admins', enter, asAdmin: async () => screen.act(await screen.open()) });
  }
  return [...doors, ...(await pauseDoors(stage))];
};

/** The cards by which an admin asks the others whether to go on. */
const pauseDoors = async ({ org }: DoorStage): Promise<Door[]> => {
  const pam = org.workspace.person({ firstName: 'Pam' });
  await seedMember(org, { email: pam.email, firstName: 'Pam', role: 'Admin', slack: pam });
  const card = async (email: string) => {
    await org.query(
      `WITH asked AS (
         INSERT INTO audit_event (id, organization_id, actor_kind, actor_membership_id, action, target_kind, target_id, changed, via)
         SELECT gen_random_uuid(), asker.organization_id, 'MEMBERSHIP', asker.id, 'pause.ask', 'membership', target.id,
           '{"act":"deactivate"}', 'modal'
         FROM membership asker JOIN account aa ON aa.id = asker.account_id, membership target JOIN account ta ON ta.id = target.account_id
         WHERE aa.email = $1 AND ta.email = $2 RETURNING id, organization_id)
       SELECT graphile_worker.add_job('tell-pause',
         json_build_object('organizationId', organization_id, 'pauseId', id, 'requestId', 'r1')) FROM asked`,
      [pam.email, email],
    );
    return org.ada.waitForMessage(new RegExp(`deactivate Person ${email.replace(/\D/g, '').padStart(2, '0')} Crowd`));
  };
  const [first, second] = [await card('crowd10@example.com'), await card('crowd11@example.com')];
  return [
    {
      id: 'pause_approve',
      for: 'admins',
      enter: (actor) => first.click('Approve', { by: actor, stale: true, confirm: true }),
      asAdmin: () => first.click('Approve', { by: org.ada, stale: true, confirm: true }),
    },
    {
      id: 'pause_decline',
      for: 'admins',
      enter: (actor) => second.click('Decline', { by: actor, stale: true }),
      asAdmin: () => second.click('Decline', { by: org.ada, stale: true }),
    },
  ];
};
