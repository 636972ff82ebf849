import type { KnownBlock, ModalView } from '@slack/types';
import type { Permission } from '../../domain/permission.ts';
import { countLimit } from '../../domain/team.ts';
import type { RoleRecord } from '../../ports/roles.ts';
import type { RolesScreen } from '../../services/read-roles.ts';
import { firstOf } from '../plural.ts';
import { peopleCount } from '../role-refusal-texts.ts';
import type { Wording } from '../wording.ts';
import { actions, button, context, section } from './blocks.ts';
import { messageModal } from './message-modal.ts';
import { pageButtons, pageOf } from './paging.ts';

const ROLES_MODAL = 'roles_modal';
export const ROLE_ADD = 'role_add';
export const ROLE_OPEN = 'role_open';
export const ROLES_NEXT = 'roles_next';
export const ROLES_PREVIOUS = 'roles_previous';

// Five-fold escapes of the longest name, description, guidance and five permissions stay within one section.
const namesInRow = 5;
const nameInRow = 40;

/** The role x permission table, highest role first; `notice` tells what was just done. */
export const rolesModal = (
  screen: RolesScreen,
  pageNumber: number,
  wording: Wording,
  notice: readonly string[] = [],
): ModalView => {
  const page = pageOf(screen.roles, pageNumber);
  return {
    ...messageModal('Roles', [
      ...(notice.length > 0 ? [section(notice)] : []),
      ...(screen.admin ? [actions(button({ id: ROLE_ADD, text: 'Add a role', style: 'primary' }))] : []),
      context(
        'Highest first. Admins can act on people whose role ranks no higher than their own.',
        ...(screen.permissions.length === 0 ? [noPermissions(screen, wording)] : []),
      ),
      ...page.rows.map((role) => rowBlock(role, screen, wording)),
      ...pageButtons(page, { next: ROLES_NEXT, previous: ROLES_PREVIOUS }),
    ]),
    callback_id: ROLES_MODAL,
  };
};

const noPermissions = ({ admin }: RolesScreen, { pen, command }: Wording): string =>
  admin
    ? `No permissions are set up yet. ${pen.code(`${command} permissions`)} adds those of your product.`
    : 'No permissions are set up yet.';

/** `*Member* · default · 12 people`. */
export const roleTitle = (role: RoleRecord, screen: RolesScreen, { pen }: Wording): string =>
  [
    pen.strong(role.name),
    ...(role.isAdmin ? ['admin role'] : []),
    ...(role.isDefault ? ['default'] : []),
    ...(role.isRetired ? ['retired'] : []),
    ...(screen.admin ? [peopleCount(screen.admin.peopleByRole.get(role.id) ?? 0, countLimit)] : []),
  ].join(' · ');

export const roleTexts = ({ description, forWhom }: RoleRecord, { pen }: Wording): string[] => [
  ...(description ? [pen.say(description)] : []),
  ...(forWhom ? [`For whom: ${pen.say(forWhom, 200)}`] : []),
];

/** Those of a role, in the order of the catalogue. */
export const permissionsOf = (role: RoleRecord, permissions: readonly Permission[]): Permission[] =>
  permissions.filter(({ id }) => role.permissionIds.includes(id));

const rowBlock = (role: RoleRecord, screen: RolesScreen, wording: Wording): KnownBlock => {
  const names = permissionsOf(role, screen.permissions).map(({ name }) => wording.pen.say(name, nameInRow));
  const carries = names.length > 0 ? `Carries ${firstOf(names, namesInRow)}.` : 'Carries no permissions.';
  return section(
    [
      roleTitle(role, screen, wording),
      ...roleTexts(role, wording),
      ...(screen.permissions.length > 0 ? [carries] : []),
    ],
    button({
      id: ROLE_OPEN,
      text: screen.admin ? 'Manage' : 'Details',
      value: role.id,
      label: `${screen.admin ? 'Manage' : 'Details of'} the role ${role.name}`,
    }),
  );
};
