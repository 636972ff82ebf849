import { v5 as uuidv5 } from 'uuid';
import type { Deps } from '../deps.ts';
import { asGranter } from '../domain/actor.ts';
import { findDomainInVain, type InviteLinkRecord, type InviteLinkRefusal, linkRoles } from '../domain/invite-link.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Role } from '../domain/role.ts';
import type { FormOptions } from '../ports/records.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { checkTerms, offeredTerms, type Terms } from './check-terms.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

export type CreateInviteLinkInput = {
  readonly roleId: string;
  readonly teamId: string | null;
  /** As DNS has them. */
  readonly allowedDomains: readonly string[];
  readonly maxUses: number;
  readonly days: number;
};

export type CreatedLink = { readonly link: InviteLinkRecord; readonly url: string };

// The same submission, delivered twice, makes the same link.
const LINK_NAMESPACE = '0b5b5f0e-52c5-4a5c-8a30-6a3a0c4c9b1d';
const DAY_MS = 86_400_000;

/** Makes a link that many people join by. Codes that prove their addresses are mailed, so there is none without a mail server. */
export const createInviteLink = async (
  deps: Pick<Deps, 'store' | 'directory' | 'shareableLinks' | 'mails'>,
  asked: Asked,
  input: CreateInviteLinkInput,
): Promise<Result<CreatedLink, AccessRefusal | BindingProposal | InviteLinkRefusal>> => {
  const { urlFor } = deps.shareableLinks;
  if (!urlFor) return refused({ kind: 'no_public_address' });
  if (!deps.mails.hasServer) return refused({ kind: 'no_mail_server' });
  const id = uuidv5(asked.idempotencyKey, LINK_NAMESPACE);
  const result = await writeAsAdmin<InviteLinkRecord, InviteLinkRefusal>(
    deps,
    asked,
    'invite_links',
    async (tx, held) => {
      const { organization, actor, now } = held;
      const terms = termsOf(input);
      const options = await tx.holdFormOptions(organization.id, offeredTerms(terms));
      const refusal = findRefusal(input, terms, options, held);
      if (refusal) return refused(refusal);
      const { roleId, teamId, allowedDomains, maxUses, days } = input;
      const content = { roleId, teamId, allowedDomains, maxUses, expiresAt: new Date(now.getTime() + days * DAY_MS) };
      const owner = { id, organizationId: organization.id, createdById: actor.membershipId };
      if (await tx.createInviteLink({ ...owner, ...content })) {
        await tx.audit(auditEntry(asked, held, 'invite_link.create', { kind: 'invite_link', id }, content));
      }
      const link = await tx.findInviteLink(id);
      if (!link) throw new Error(`Invite link ${id} is not there after it was made.`);
      return done(link);
    },
  );
  return result.ok ? done({ link: result.value, url: urlFor(id) }) : result;
};

const termsOf = ({ roleId, teamId }: CreateInviteLinkInput): Terms => ({
  roleId,
  primaryTeamId: teamId,
  secondaryTeamIds: [],
  productIds: [],
  permissionIds: [],
  templateId: null,
});

const findRefusal = (
  { allowedDomains }: CreateInviteLinkInput,
  terms: Terms,
  options: FormOptions,
  { organization, actor }: Held,
): InviteLinkRefusal | null => {
  if (organization.inviteLinkPolicy === 'OFF') return { kind: 'links_off' };
  const checked = checkTerms(terms, options, asGranter(actor));
  if (!checked.ok) return checked.refusal;
  const overreach = findOverreach(checked.value, options, organization);
  if (overreach) return overreach;
  const inVain = findDomainInVain(allowedDomains, organization);
  return inVain === null ? null : { kind: 'domain_in_vain', domain: inVain };
};

const findOverreach = (
  role: Role,
  { roles }: FormOptions,
  { inviteLinkPolicy }: Held['organization'],
): InviteLinkRefusal | null => {
  if (role.isAdmin) return { kind: 'role_of_admins', role: role.name };
  const offered = linkRoles(roles, inviteLinkPolicy);
  if (offered.some(({ id }) => id === role.id)) return null;
  return { kind: 'role_above_least', role: role.name, least: offered[0]?.name ?? '' };
};
