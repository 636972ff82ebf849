import type { KnownBlock, ModalView } from '@slack/types';
import { personName } from '../../domain/actor.ts';
import type { Permission } from '../../domain/permission.ts';
import type { SingleGrant } from '../../ports/grants.ts';
import type { GrantsScreen } from '../../services/read-grants.ts';
import { cut } from '../mrkdwn.ts';
import { firstOf } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { actions, button, confirm, context, section, sections } from './blocks.ts';
import { encodeMember } from './member-value.ts';
import { messageModal } from './message-modal.ts';
import { whoWithAddress } from './people.ts';

const GRANTS_MODAL = 'grants_modal';
export const GRANTS_CHOOSE = 'grants_choose';
export const GRANTS_TEMPLATE = 'grants_template';
export const SENSITIVE_GIVE = 'sensitive_give';
export const SENSITIVE_TAKE = 'sensitive_take';

// A section and its neighbours stay within a hundred blocks; each sensitive permission has a block of its own.
const mostSensitive = 40;
const mostSingle = 100;
const mostByRole = 20;

/** What one person can do, and how it is changed; `notice` tells what was just done. */
export const grantsModal = (screen: GrantsScreen, wording: Wording, notice: readonly string[] = []): ModalView => {
  const { member } = screen;
  const { pen } = wording;
  return {
    ...messageModal("Person's permissions", [
      ...(notice.length > 0 ? [section(notice)] : []),
      section([whoWithAddress(member, pen), byRoleLine(screen, wording)]),
      ...singleBlocks(screen, wording),
      ...changeButtons(screen, wording),
      ...sensitiveBlocks(screen, wording),
    ]),
    callback_id: GRANTS_MODAL,
    private_metadata: encodeMember(member),
  };
};

const byRoleLine = ({ grants, permissions }: GrantsScreen, { pen, command }: Wording): string => {
  const names = permissions.filter(({ id }) => grants.byRole.includes(id)).map(({ name }) => pen.say(name, 60));
  const role = pen.say(grants.roleName, 60);
  return names.length > 0
    ? `*By the role ${role}:* ${firstOf(names, mostByRole)}. These come and go with the role (${pen.code(`${command} roles`)}).`
    : `The role ${role} carries no permissions.`;
};

const grantOf = ({ grants }: GrantsScreen, { id }: Permission): SingleGrant | undefined =>
  grants.single.find(({ permissionId }) => permissionId === id);

const given = (grant: SingleGrant, { pen }: Wording): string =>
  `given${grant.grantedByName ? ` by ${pen.say(grant.grantedByName, 80)}` : ''}, ${pen.day(grant.grantedAt)}`;

const singleBlocks = (screen: GrantsScreen, wording: Wording): KnownBlock[] => {
  const lines = screen.permissions.flatMap((permission) => {
    const grant = grantOf(screen, permission);
    if (!grant || permission.isSensitive) return [];
    const also = screen.grants.byRole.includes(permission.id) ? '; the role carries it too' : '';
    return [`• ${wording.pen.say(permission.name, 60)}, ${given(grant, wording)}${also}`];
  });
  const left = lines.length - mostSingle;
  return sections([
    '*Given singly*',
    ...(lines.length > 0 ? lines.slice(0, mostSingle) : ['Nothing yet.']),
    ...(left > 0 ? [`…and ${left} more`] : []),
  ]);
};

const changeButtons = ({ permissions, templates, member }: GrantsScreen, { pen, command }: Wording): KnownBlock[] => {
  const value = encodeMember(member);
  if (!permissions.some(({ isSensitive }) => !isSensitive)) {
    const none = permissions.length === 0 ? 'There are no permissions yet.' : 'All permissions are sensitive.';
    return [context(`${none} ${pen.code(`${command} permissions`)} adds those of your product.`)];
  }
  return [
    actions(
      button({ id: GRANTS_CHOOSE, text: 'Choose', value, style: 'primary' }),
      ...(templates.length > 0 ? [button({ id: GRANTS_TEMPLATE, text: 'Apply a template', value })] : []),
    ),
  ];
};

const sensitiveBlocks = (screen: GrantsScreen, wording: Wording): KnownBlock[] => {
  const all = screen.permissions.filter(({ isSensitive }) => isSensitive);
  if (all.length === 0) return [];
  // Those that somebody has come first: taking one back is what is looked for.
  const held = all.filter((one) => grantOf(screen, one));
  const shown = [...held, ...all.filter((one) => !grantOf(screen, one))].slice(0, mostSensitive);
  const left = all.length - shown.length;
  return [
    section('*Sensitive: one by one, each with a confirmation*'),
    ...shown.map((permission) => sensitiveRow(permission, screen, wording)),
    ...(left > 0 ? [context(`…and ${left} more that they don't have.`)] : []),
  ];
};

const sensitiveRow = (permission: Permission, screen: GrantsScreen, wording: Wording): KnownBlock => {
  const { id, name, description } = permission;
  const { pen } = wording;
  const grant = grantOf(screen, permission);
  const person = personName(screen.member);
  const what = grant ? 'Take back' : 'Give';
  return section(
    [`${pen.strong(name)}${grant ? `, ${given(grant, wording)}` : ''}`, ...(description ? [pen.say(description)] : [])],
    button({
      id: grant ? SENSITIVE_TAKE : SENSITIVE_GIVE,
      text: what,
      value: id,
      label: `${what} ${name}: ${person}`,
      ...(grant && { style: 'danger' }),
      confirm: grant ? takeConfirm(permission, person) : giveConfirm(permission, person, screen.member.email),
    }),
  );
};

/** Names the person and the permission. */
const giveConfirm = ({ name, description }: Permission, person: string, email: string) =>
  confirm({
    title: `Give “${cut(name, 60)}”?`,
    text: `${cut(person, 80)}${person === email ? '' : ` (${cut(email, 60)})`} can use it at once${description ? `: ${cut(description, 75)}` : ''}.`,
    yes: 'Give',
    no: 'Leave it',
  });

const takeConfirm = ({ name }: Permission, person: string) =>
  confirm({
    title: `Take back “${cut(name, 60)}”?`,
    text: `${cut(person, 120)} loses it at once. You can give it again.`,
    yes: 'Take back',
    no: 'Leave it',
    danger: true,
  });
