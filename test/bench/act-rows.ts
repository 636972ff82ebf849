import { changeRole } from '../../src/services/change-role.ts';
import { deactivateMember } from '../../src/services/end-membership.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { acceptLink, addMember, anAddress, askedBy, invite, inviteInput, roleId } from '../support/records.ts';
import type { Side } from './sides.ts';
import { type SizeRow, sizeRow } from './size-rows.ts';

const expectDone = (result: { readonly ok: boolean }): void => {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result)}`);
};

const asked = ({ services, ada }: Side) => askedBy(services, ada.person);
const invited = ({ services, ada, terms }: Side) => invite(services, ada, anAddress('bench'), terms);

/** Somebody to act on, and an admin who has done nothing yet: many acts by one of them need a second one (rule 11). */
const two = async ({ services }: Side) => {
  const member = await addMember(services, { role: 'Viewer', isBound: false });
  const admin = await addMember(services);
  return { membershipId: member.membershipId, asked: await askedBy(services, admin.person) };
};

/** What people do: each one transaction with its audit entry and its jobs, which nobody runs meanwhile. */
export const actRows: readonly SizeRow[] = [
  sizeRow({
    name: 'invite',
    prepare: async (side) => ({
      asked: await asked(side),
      input: await inviteInput(side.services, [anAddress('bench')], side.terms),
    }),
    act: async ({ services }, given) => expectDone(await inviteMembers(services.deps, given.asked, given.input)),
  }),
  sizeRow({
    name: 'accept',
    prepare: invited,
    act: async ({ services }, invitation) => expectDone(await acceptLink(services, invitation)),
  }),
  sizeRow({
    name: 'change role',
    prepare: async (side) => ({ ...(await two(side)), roleId: await roleId(side.services, 'Member') }),
    act: async ({ services: { deps } }, { asked, ...target }) =>
      expectDone(await changeRole(deps, asked, { ...target, shownVersion: 1, issued: 'take_over', number: null })),
  }),
  sizeRow({
    name: 'deactivate',
    prepare: two,
    act: async ({ services: { deps } }, { asked, membershipId }) =>
      expectDone(await deactivateMember(deps, asked, { membershipId, issued: 'take_over', number: null })),
  }),
];
