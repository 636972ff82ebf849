import type { KnownBlock, ModalView } from '@slack/types';
import type { RoleRecord } from '../../ports/roles.ts';
import type { RolesScreen } from '../../services/read-roles.ts';
import { cut } from '../mrkdwn.ts';
import { count } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { actions, button, confirm, context, section, sections } from './blocks.ts';
import { messageModal } from './message-modal.ts';
import { permissionsOf, roleTexts, roleTitle } from './roles-modal.ts';

const ROLE_MODAL = 'role_modal';
export const ROLES_BACK = 'roles_back';
export const ROLE_EDIT = 'role_edit';
export const ROLE_PERMISSIONS = 'role_permissions';
export const ROLE_DEFAULT = 'role_default';
export const ROLE_RETIRE = 'role_retire';
export const ROLE_RESTORE = 'role_restore';

// In sections of four at the worst: they leave room for the rest of a hundred blocks.
const mostListed = 200;

/** One role with all that it carries, and what an admin can do with it. */
export const roleCardModal = (
  role: RoleRecord,
  screen: RolesScreen,
  wording: Wording,
  notice: readonly string[] = [],
): ModalView => ({
  ...messageModal('Role', [
    ...(notice.length > 0 ? [section(notice)] : []),
    section([roleTitle(role, screen, wording), ...roleTexts(role, wording), rankLine(role, screen, wording)]),
    ...permissionBlocks(role, screen, wording),
    ...actBlocks(role, screen),
  ]),
  callback_id: ROLE_MODAL,
});

const rankLine = (role: RoleRecord, { roles }: RolesScreen, { pen }: Wording): string => {
  const below = roles.find(({ rank }) => rank < role.rank);
  return below ? `Ranks above ${pen.say(below.name)}.` : 'Ranks lowest.';
};

const permissionBlocks = (role: RoleRecord, { permissions }: RolesScreen, { pen }: Wording): KnownBlock[] => {
  const carried = permissionsOf(role, permissions);
  if (carried.length === 0) return [section('It carries no permissions.')];
  const lines = carried
    .slice(0, mostListed)
    .map(({ name, description }) => `• ${pen.say(name)}${description ? `: ${pen.say(description)}` : ''}`);
  const left = carried.length - lines.length;
  return [
    section(`*It carries ${count(carried.length, 'permission', 'permissions')}*`),
    ...sections([...lines, ...(left > 0 ? [`…and ${left} more`] : [])]),
  ];
};

const actBlocks = (role: RoleRecord, screen: RolesScreen): KnownBlock[] => {
  const back = button({ id: ROLES_BACK, text: 'All roles' });
  if (!screen.admin) return [actions(back)];
  if (role.rank > screen.admin.ownRank) {
    return [context("It ranks above your own role, so you can't change it."), actions(back)];
  }
  const { id: value } = role;
  return [
    actions(
      button({ id: ROLE_EDIT, text: 'Edit', value }),
      button({ id: ROLE_PERMISSIONS, text: 'Choose permissions', value }),
      ...(role.isAdmin || role.isDefault || role.isRetired ? [] : [defaultButton(role)]),
      ...(role.isRetired ? [button({ id: ROLE_RESTORE, text: 'Bring back', value })] : []),
      ...(role.isDefault || role.isRetired ? [] : [retireButton(role)]),
      back,
    ),
    ...(role.isRetired ? [context('Retired: nobody can be given it until you bring it back.')] : []),
    ...(role.isDefault ? [context("The default can't be retired: make another role the default first.")] : []),
  ];
};

const defaultButton = ({ id, name }: RoleRecord) =>
  button({
    id: ROLE_DEFAULT,
    text: 'Make default',
    value: id,
    confirm: confirm({
      title: 'Make it the default?',
      text: `Invitations start with ${cut(name, 60)} from now on. Nobody's own role changes.`,
      yes: 'Make default',
      no: 'Leave it',
    }),
  });

const retireButton = ({ id, name }: RoleRecord) =>
  button({
    id: ROLE_RETIRE,
    text: 'Retire',
    value: id,
    style: 'danger',
    confirm: confirm({
      title: 'Retire this role?',
      text: `Nobody can be given ${cut(name, 60)} any more. You can bring it back at any time.`,
      yes: 'Retire',
      no: 'Keep it',
      danger: true,
    }),
  });
