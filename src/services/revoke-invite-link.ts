import type { Deps } from '../deps.ts';
import { findClosed, type LinkClosed, type RevokeRefusal } from '../domain/invite-link.ts';
import { job } from '../domain/job.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { writeAsAdmin } from './write-as-admin.ts';

/** `before`: it was over already, and nothing was changed. */
export type RevokedLink = { readonly uses: number; readonly before: LinkClosed | null };

/** Ends a link at once: whoever is just joining by it is waited for, and nobody after them gets in. */
export const revokeInviteLink = (
  deps: Pick<Deps, 'store' | 'directory'>,
  asked: Asked,
  linkId: string,
): Promise<Result<RevokedLink, AccessRefusal | BindingProposal | RevokeRefusal>> =>
  writeAsAdmin<RevokedLink, RevokeRefusal>(deps, asked, 'invite_links', async (tx, held) => {
    const { organization, now } = held;
    const link = await tx.holdInviteLink(linkId);
    if (link?.organizationId !== organization.id) return refused({ kind: 'invite_link_unknown' });
    const { uses } = link;
    const isFresh = await tx.markHandled(asked.idempotencyKey);
    const before = findClosed(link, organization, now);
    // What is out of order, or off, may come back; revoked it never does.
    const isOver = before !== null && before.kind !== 'link_out_of_order' && before.kind !== 'links_off';
    if (!isFresh) return done({ uses, before: null });
    if (isOver) return done({ uses, before });
    await tx.revokeInviteLink(organization.id, linkId);
    await tx.audit(auditEntry(asked, held, 'invite_link.revoke', { kind: 'invite_link', id: linkId }, { uses }));
    const told = { organizationId: organization.id, linkId, requestId: asked.requestId };
    if (uses > 0) await tx.enqueue(job('announce-link', told));
    return done({ uses, before: null });
  });
