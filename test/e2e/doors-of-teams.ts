import type { Modal } from '../support/workspace/modal.ts';
import { type Door, type DoorStage, inAnothersName, keep, type Screen } from './door.ts';

/** Teams and products, and what people have of them. There are more teams than fit on a page, and one that is archived. */
export const teamDoors = async (stage: DoorStage): Promise<Door[]> => {
  const { org } = stage;
  await org.query(
    `INSERT INTO team (id, organization_id, name, archived_at)
     SELECT gen_random_uuid(), id, 'Team ' || lpad(n::text, 2, '0'), CASE WHEN n = 1 THEN now() END
     FROM organization, generate_series(1, 30) n`,
  );
  const screens = teamScreens(stage);
  await org.query(
    `INSERT INTO product (id, organization_id, key, name)
     SELECT gen_random_uuid(), id, 'product-' || n, 'Product ' || lpad(n::text, 2, '0') FROM organization, generate_series(1, 30) n`,
  );
  const doors: Door[] = [
    '/members teams',
    '/members teams Sales',
    '/members products',
    '/members teams crowd1@example.com',
    '/members products crowd1@example.com',
  ].map((id) => ({
    id,
    for: 'admins',
    enter: (actor) => actor.types(id),
    asAdmin: () => org.ada.types(id),
  }));
  for (const [id, screen] of Object.entries(screens)) {
    const enter = inAnothersName(org, await keep(org, screen));
    doors.push({ id, for: 'admins', enter, asAdmin: async () => screen.act(await screen.open()) });
  }
  return doors;
};

const teamScreens = ({ org }: DoorStage): Readonly<Record<string, Screen>> => {
  const opened = (command: string, title: string) => async () => {
    await org.ada.types(command);
    return org.ada.modal({ settled: true, title });
  };
  const turned = (button: string, to: RegExp) => async () => {
    const modal = await teams();
    await modal.click(button);
    return modal.waitFor(to);
  };
  const teams = opened('/members teams', 'Teams');
  const click = (label: string, row?: string) => (modal: Modal) => modal.click(label, row ? { row } : {});
  const form = async () => {
    await (await teams()).click('Add a team');
    const modal = await org.ada.modal({ settled: true, title: 'Add a team' });
    await modal.fill('Name', `By form ${Date.now()}`);
    return modal;
  };
  const card = opened('/members crowd2@example.com', 'Person');
  const ofPerson = (button: 'Teams' | 'Products') => async () => {
    await (await card()).click(button);
    return org.ada.modal({ settled: true, title: button });
  };
  const products = opened('/members products', 'Products');
  const product = async () => {
    await (await products()).click('Manage', { row: 'Product 01' });
    return org.ada.modal({ settled: true, title: 'Product' });
  };
  const sales = opened('/members teams Sales', 'Team');
  const archiving = async () => {
    const modal = await opened('/members teams "Team 02"', 'Team')();
    await modal.click('Archive…');
    return modal.waitFor('Nobody is in *Team 02*');
  };
  return {
    open_teams: { open: opened('/members', 'Members'), act: click('Teams') },
    person_teams: { open: card, act: click('Teams') },
    person_products: { open: card, act: click('Products') },
    member_products_list: { open: ofPerson('Products'), act: (modal) => modal.fill('Products', ['Product 03']) },
    member_products_form: {
      open: async () => {
        const modal = await ofPerson('Products')();
        await modal.fill('Products', ['Product 04']);
        return modal.waitFor('*Gains:* Product 04');
      },
      act: (modal) => modal.submit(),
    },
    member_teams_form: {
      open: async () => {
        const modal = await ofPerson('Teams')();
        await modal.fill('Primary team', 'Sales');
        return modal;
      },
      act: (modal) => modal.submit(),
    },
    open_products: { open: opened('/members', 'Members'), act: click('Products') },
    product_add: { open: products, act: click('Add a product') },
    product_manage: { open: products, act: click('Manage', 'Product 02') },
    products_next: { open: products, act: click('Next page') },
    products_previous: {
      open: async () => {
        const modal = await products();
        await modal.click('Next page');
        return modal.waitFor('Previous page');
      },
      act: click('Previous page'),
    },
    product_modal: {
      open: async () => {
        await (await products()).click('Add a product');
        const modal = await org.ada.modal({ settled: true, title: 'Add a product' });
        await modal.fill('Name', `By form ${Date.now()}`);
        return modal;
      },
      act: (modal) => modal.submit(),
    },
    product_switch: { open: product, act: click('Turn off…') },
    product_switch_modal: {
      open: async () => {
        const modal = await product();
        await modal.click('Turn off…');
        return modal.waitFor('can’t be given');
      },
      act: (modal) => modal.submit(),
    },
    team_add: { open: teams, act: click('Add a team') },
    team_manage: { open: teams, act: click('Manage', 'Sales') },
    teams_next: { open: teams, act: click('Next page') },
    teams_previous: { open: turned('Next page', /Previous page/), act: click('Previous page') },
    teams_archived: { open: teams, act: click('Archived (1)') },
    teams_active: { open: turned('Archived (1)', /Teams in use/), act: click('Teams in use') },
    teams_place: { open: teams, act: click('Give them a team') },
    team_restore: { open: turned('Archived (1)', /Teams in use/), act: click('Bring back', 'Team 01') },
    team_move: { open: sales, act: click('Move everybody…') },
    team_archive: { open: sales, act: click('Archive…') },
    team_move_modal: { open: archiving, act: (modal) => modal.submit() },
    team_modal: { open: form, act: (modal) => modal.submit() },
  };
};
