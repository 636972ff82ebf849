import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Permission } from '../../domain/permission.ts';
import type { RoleRecord } from '../../ports/roles.ts';
import type { RolePermissionsOutcome } from '../../services/set-role-permissions.ts';
import { peopleCount } from '../role-refusal-texts.ts';
import type { Wording } from '../wording.ts';
import { context, input, plain, section } from './blocks.ts';
import { messageModal } from './message-modal.ts';
import { option, selectMenu } from './options.ts';
import { reviewBlocks } from './permission-review.ts';

export const ROLE_PERMISSIONS_MODAL = 'role_permissions_modal';
const ROLE_PERMISSIONS_FIELD = 'role_permissions_chosen';

type Shown = {
  readonly role: RoleRecord;
  readonly permissions: readonly Permission[];
  /** What is chosen; the role's own permissions where nothing was chosen yet. */
  readonly chosenIds?: readonly string[];
  readonly review?: RolePermissionsOutcome;
  readonly problems?: readonly string[];
};

/** Chooses what a role carries: first *Review*, then *Update*. Sensitive permissions are not offered (rule 8). */
export const rolePermissionsModal = (shown: Shown, wording: Wording): ModalView => {
  const { role, permissions, review, chosenIds = role.permissionIds, problems = [] } = shown;
  const plainOnes = permissions.filter(({ isSensitive }) => !isSensitive);
  if (plainOnes.length === 0) return messageModal('Choose permissions', [nothingToChoose(wording)]);
  const options = plainOnes.map(({ name, id, description }) => option(name, id, description));
  const chosen = options.filter(({ value }) => value !== undefined && chosenIds.includes(value));
  return {
    type: 'modal',
    callback_id: ROLE_PERMISSIONS_MODAL,
    title: plain('Choose permissions', 24),
    submit: plain(review ? 'Update' : 'Review', 24),
    close: plain('Cancel', 24),
    private_metadata: JSON.stringify({ roleId: role.id, reviewed: review?.key ?? null }),
    blocks: [
      ...(problems.length > 0 ? [section(problems)] : []),
      ...(review ? reviewBlocks(reviewIntro(review, wording), review, wording) : []),
      input({
        id: ROLE_PERMISSIONS_FIELD,
        label: `What ${role.name} carries`,
        hint: 'You see what changes, and for how many people, before it counts.',
        optional: true,
        element: selectMenu(options, chosen),
      }),
      ...(plainOnes.length < permissions.length
        ? [context('Sensitive permissions are not offered: they are given person by person.')]
        : []),
    ],
  };
};

const nothingToChoose = ({ pen, command }: Wording): KnownBlock =>
  section(
    `There is no permission yet that a role can carry. ${pen.code(`${command} permissions`)} adds those of your product.`,
  );

const reviewIntro = ({ people, role }: RolePermissionsOutcome, { pen }: Wording): string =>
  people === 0
    ? `Nobody holds the role ${pen.strong(role.name)} at the moment. With *Update*, whoever gets it later has this changed:`
    : `With *Update*, this changes at once for ${peopleCount(people)} with the role ${pen.strong(role.name)}:`;

const metadataSchema = z.object({ roleId: z.string(), reviewed: z.string().nullable() });

/** The role that the form is about, and the key of the change that it shows. */
export const decodeRolePermissions = (metadata: string) => metadataSchema.parse(JSON.parse(metadata));

const valuesSchema = z.object({
  [ROLE_PERMISSIONS_FIELD]: z.object({
    [ROLE_PERMISSIONS_FIELD]: z.object({ selected_options: z.array(z.object({ value: z.string() })).nullish() }),
  }),
});

export const readChosenPermissions = (values: unknown): string[] =>
  (valuesSchema.parse(values).role_permissions_chosen.role_permissions_chosen.selected_options ?? []).map(
    ({ value }) => value,
  );
