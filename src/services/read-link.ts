import type { Deps } from '../deps.ts';
import { checkLink, needsMail } from '../domain/decide-acceptance.ts';
import { type InvitationRecord, isCopied } from '../domain/invitation.ts';
import type { Member } from '../domain/member.ts';
import type { Organization } from '../domain/organization.ts';
import type { InvitationRefusal } from '../domain/refusal.ts';
import { canGrant } from '../domain/role.ts';

/** What a link stands for at this moment. `standing` is null while it can be accepted. */
export type ReadLink = {
  readonly invitation: InvitationRecord;
  readonly organization: Organization;
  readonly generation: number;
  readonly standing: InvitationRefusal | null;
  /** Who they are by now, once they have joined. */
  readonly member: Member | null;
  readonly now: Date;
};

/** Changes nothing. Undefined for every token that no invitation has ever had, whatever is wrong with it. */
export const readLink = async (deps: Pick<Deps, 'store' | 'links'>, token: string): Promise<ReadLink | undefined> => {
  const link = deps.links.read(token);
  const invitation = link && (await deps.store.findInvitation(link.invitationId));
  if (!link || !invitation || link.generation > invitation.generation) return undefined;
  const [organization, now] = await Promise.all([
    deps.store.findOrganization(invitation.organizationId),
    deps.store.now(),
  ]);
  if (!organization) return undefined;
  const { account, membership } = invitation;
  const isMember = account && membership?.status === 'ACTIVE';
  const found = isMember ? await deps.store.findMemberByAccountEmail(organization.id, invitation.emailKey) : null;
  const member = found?.member ?? null;
  return {
    invitation,
    organization,
    generation: link.generation,
    standing: standingOf(invitation, link.generation, member, now),
    member,
    now,
  };
};

const standingOf = (
  invitation: InvitationRecord,
  generation: number,
  member: Member | null,
  now: Date,
): InvitationRefusal | null => {
  const standing = checkLink(invitation, generation, now);
  if (standing) return standing;
  if (member) return { kind: 'already_accepted', at: member.joinedAt };
  const { issuer, role, account } = invitation;
  if (needsMail({ invitation: { isCopied: isCopied(invitation) }, role, hasAccount: account !== null })) {
    return { kind: 'mailed_link_needed', why: 'copied_link' };
  }
  const granter = issuer ? ({ kind: 'member', ...issuer } as const) : ({ kind: 'system' } as const);
  return canGrant(granter, role) ? null : { kind: 'issuer_lost_right' };
};
