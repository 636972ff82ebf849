import { v7 as uuidv7 } from 'uuid';
import type { IssuedChoice } from '../../src/domain/undo.ts';
import { changeRole } from '../../src/services/change-role.ts';
import { deactivateMember, removeMember } from '../../src/services/end-membership.ts';
import { undo } from '../../src/services/undo.ts';
import { type AddedMember, askedBy, roleId } from './records.ts';
import { found, type Services } from './services.ts';

/** What a click of its own brings; `number` is what an only admin types. */
export type ActGiven = {
  readonly issued?: IssuedChoice;
  readonly number?: number | null;
  readonly idempotencyKey?: string;
  readonly shownVersion?: number;
};

export type Acts = ReturnType<typeof actsOf>;

/** Acts on members, each as somebody's click. */
export const actsOf = (services: Services) => {
  const asked = (by: AddedMember, { idempotencyKey = uuidv7() }: ActGiven) =>
    askedBy(services, by.person, { idempotencyKey });
  const record = async ({ membershipId }: Pick<AddedMember, 'membershipId'>) =>
    found(await services.deps.store.findMemberRecord(services.organizationId, membershipId));
  const end =
    (act: typeof deactivateMember) =>
    async (by: AddedMember, of: AddedMember, given: ActGiven = {}) =>
      act(services.deps, await asked(by, given), {
        membershipId: of.membershipId,
        issued: given.issued ?? 'take_over',
        number: given.number ?? null,
      });
  return {
    record,
    changeRole: async (by: AddedMember, of: AddedMember, role: string, given: ActGiven = {}) =>
      changeRole(services.deps, await asked(by, given), {
        membershipId: of.membershipId,
        roleId: await roleId(services, role),
        shownVersion: given.shownVersion ?? (await record(of)).version,
        issued: given.issued ?? 'take_over',
        number: given.number ?? null,
      }),
    deactivate: end(deactivateMember),
    remove: end(removeMember),
    undo: async (by: AddedMember, auditEventId: string, given: ActGiven = {}) =>
      undo(services.deps, await asked(by, given), auditEventId),
  };
};

/** The value, or a test that fails with what was refused. */
export const okOf = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: unknown },
): T => {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
};

/** The button of what was done. */
export const undoOf = (result: Parameters<typeof okOf>[0]): string => {
  const value = okOf(result) as { readonly auditEventId?: string | null };
  return found(value.auditEventId);
};

export const addRole = async (
  { query, organizationId }: Services,
  name: string,
  rank: number,
  given: { isAdmin?: boolean; isRetired?: boolean } = {},
): Promise<string> => {
  const id = uuidv7();
  await query(
    `INSERT INTO role (id, organization_id, name, description, for_whom, rank, is_admin, retired_at)
     VALUES ($1, $2, $3, '', '', $4, $5, CASE WHEN $6 THEN now() END)`,
    [id, organizationId, name, rank, given.isAdmin ?? false, given.isRetired ?? false],
  );
  return id;
};
