import { emailKey } from '../domain/email-address.ts';
import type { InvitationRecord } from '../domain/invitation.ts';
import type { Transaction } from '../ports/transaction.ts';

export type HeldTargets = {
  readonly invitations: readonly InvitationRecord[];
  /** Addresses that nobody has invited, each once, as it was first typed. */
  readonly unknown: readonly string[];
};

/** The invitations that count for these addresses, their rows locked until the transaction ends. */
export const holdByEmails = async (
  tx: Transaction,
  organizationId: string,
  emails: readonly string[],
): Promise<HeldTargets> => {
  const typed = new Map<string, string>();
  for (const email of emails) if (!typed.has(emailKey(email))) typed.set(emailKey(email), email);
  const found = await tx.findInvitationsOfEmails(organizationId, [...typed.keys()]);
  const ids = found.map(({ id }) => id);
  const invitations = ids.length > 0 ? await tx.holdInvitations(organizationId, ids) : [];
  for (const invitation of found) typed.delete(invitation.emailKey);
  return { invitations, unknown: [...typed.values()] };
};
