import type { KnownBlock, ModalView } from '@slack/types';
import type { PermissionTemplate } from '../../domain/permission.ts';
import type { Catalogue, CataloguePermission } from '../../ports/permissions.ts';
import { firstOf } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { actions, button, context, section } from './blocks.ts';
import { messageModal } from './message-modal.ts';
import { pageButtons, pageOf } from './paging.ts';

const CATALOGUE_MODAL = 'catalogue_modal';
const TEMPLATES_MODAL = 'templates_modal';
export const PERMISSION_ADD = 'permission_add';
export const PERMISSION_EDIT = 'permission_edit';
export const CATALOGUE_NEXT = 'catalogue_next';
export const CATALOGUE_PREVIOUS = 'catalogue_previous';
export const CATALOGUE_OPEN = 'catalogue_open';
export const TEMPLATE_ADD = 'template_add';
export const TEMPLATE_EDIT = 'template_edit';
export const TEMPLATES_OPEN = 'templates_open';
export const TEMPLATES_NEXT = 'templates_next';
export const TEMPLATES_PREVIOUS = 'templates_previous';

// Five-fold escapes of the longest texts and five names of each kind stay within one section.
const namesInRow = 5;
const nameInRow = 40;

/** What the product lets people do, by name; `notice` tells what was just done. */
export const catalogueModal = (
  { permissions }: Catalogue,
  pageNumber: number,
  wording: Wording,
  notice: readonly string[] = [],
): ModalView => {
  const page = pageOf(permissions, pageNumber);
  return {
    ...messageModal('Permissions', [
      ...(notice.length > 0 ? [section(notice)] : []),
      actions(
        button({ id: PERMISSION_ADD, text: 'Add a permission', style: 'primary' }),
        button({ id: TEMPLATES_OPEN, text: 'Templates' }),
      ),
      ...(permissions.length === 0 ? [noPermissions(wording)] : []),
      ...page.rows.map((permission) => permissionRow(permission, wording)),
      ...pageButtons(page, { next: CATALOGUE_NEXT, previous: CATALOGUE_PREVIOUS }),
      ...(permissions.length > 0
        ? [context(`${wording.pen.code(`${wording.command} permissions @person`)} gives them to somebody.`)]
        : []),
    ]),
    callback_id: CATALOGUE_MODAL,
  };
};

const noPermissions = ({ pen, command }: Wording): KnownBlock =>
  section([
    'There are no permissions yet. They are what your product lets people do beyond looking around: “Export reports”, “Send as”.',
    `Add the first one with the key that the product knows it by. Roles then carry it for everybody who holds them (${pen.code(`${command} roles`)}); what only some people may do is given to them singly or by a template.`,
  ]);

const permissionRow = (permission: CataloguePermission, { pen }: Wording): KnownBlock => {
  const { name, key, description, isSensitive, roleNames, templateNames } = permission;
  const named = (names: readonly string[]) =>
    firstOf(
      names.map((one) => pen.say(one, nameInRow)),
      namesInRow,
    );
  const givers = [
    ...(roleNames.length > 0 ? [`Roles: ${named(roleNames)}`] : []),
    ...(templateNames.length > 0 ? [`Templates: ${named(templateNames)}`] : []),
  ];
  return section(
    [
      `${pen.strong(name)} · ${pen.code(key)}${isSensitive ? ' · sensitive' : ''}`,
      ...(description ? [pen.say(description)] : []),
      ...(givers.length > 0 ? [givers.join(' · ')] : []),
    ],
    button({ id: PERMISSION_EDIT, text: 'Edit', value: permission.id, label: `Edit the permission ${name}` }),
  );
};

/** Named sets of permissions. */
export const templatesModal = (
  catalogue: Catalogue,
  pageNumber: number,
  wording: Wording,
  notice: readonly string[] = [],
): ModalView => {
  const { templates } = catalogue;
  const page = pageOf(templates, pageNumber);
  return {
    ...messageModal('Templates', [
      ...(notice.length > 0 ? [section(notice)] : []),
      actions(
        button({ id: TEMPLATE_ADD, text: 'Add a template', style: 'primary' }),
        button({ id: CATALOGUE_OPEN, text: 'All permissions' }),
      ),
      ...(templates.length === 0
        ? [section('There are no templates yet. A template is a set of permissions under one name, to give in one go.')]
        : []),
      ...page.rows.map((template) => templateRow(template, catalogue, wording)),
      ...pageButtons(page, { next: TEMPLATES_NEXT, previous: TEMPLATES_PREVIOUS }),
      context('A template counts at the moment when it is applied: changing it later changes nobody.'),
    ]),
    callback_id: TEMPLATES_MODAL,
  };
};

const templateRow = (template: PermissionTemplate, { permissions }: Catalogue, { pen }: Wording): KnownBlock => {
  const names = permissions
    .filter(({ id }) => template.permissionIds.includes(id))
    .map(({ name }) => pen.say(name, nameInRow));
  return section(
    [pen.strong(template.name), names.length > 0 ? `${firstOf(names, 2 * namesInRow)}.` : 'No permissions in it yet.'],
    button({ id: TEMPLATE_EDIT, text: 'Edit', value: template.id, label: `Edit the template ${template.name}` }),
  );
};
