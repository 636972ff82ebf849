import { type Door, type DoorStage, inAnothersName, keep, type Screen } from './door.ts';

/** Doctor, and the jobs that failed for good, which it offers to have done again. */
export const doctorDoors = async ({ org }: DoorStage): Promise<Door[]> => {
  const { ada, query } = org;
  const ours = `task_id IN (SELECT id FROM graphile_worker._private_tasks WHERE identifier LIKE '%-of-another-version')`;
  const forget = () => query(`DELETE FROM graphile_worker._private_jobs WHERE ${ours}`);
  const doctor = async () => {
    await forget();
    // Nobody does what nobody knows, so that they stay as they are put.
    await query(`SELECT graphile_worker.add_job(job, json_build_object('organizationId', o.id), max_attempts => 1)
      FROM organization o, unnest(ARRAY['first-of-another-version', 'second-of-another-version']) AS job`);
    await query(`UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE ${ours}`);
    await ada.types('/members doctor');
    const modal = await ada.modal({ settled: true, title: 'Doctor' });
    await modal.waitFor('Given up');
    return modal;
  };
  const desk = async () => {
    await ada.types('/members');
    return ada.modal({ settled: true, title: 'Members' });
  };
  const screens: Readonly<Record<string, Screen>> = {
    open_doctor: { open: desk, act: (modal) => modal.click('Doctor') },
    doctor_again: { open: doctor, act: (modal) => modal.click('Look again') },
    doctor_retry: { open: doctor, act: (modal) => modal.click('Try again', { row: 'first-of-another-version' }) },
    doctor_retry_all: { open: doctor, act: (modal) => modal.click('Try all 2 again') },
  };
  const doors: Door[] = [];
  for (const [id, screen] of Object.entries(screens)) {
    const enter = inAnothersName(org, await keep(org, screen));
    const asAdmin = async (): Promise<void> => {
      const modal = await screen.open();
      await screen.act(modal);
      if (!id.startsWith('doctor_retry')) return;
      await modal.waitFor('done again now');
      // Nobody would ever do them.
      await forget();
    };
    doors.push({ id, for: 'admins', enter, asAdmin });
  }
  const id = '/members doctor';
  return [...doors, { id, for: 'admins', enter: (actor) => actor.types(id), asAdmin: doctor }];
};
