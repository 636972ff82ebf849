import type { SlackPerson } from './decide-invite.ts';
import type { DeliveryCause } from './delivery-cause.ts';
import { causeOfNoMail, type MailState } from './mail-state.ts';
import type { Organization } from './organization.ts';

/** What decides by which way a link can reach somebody. */
export type Reached = {
  readonly emailKey: string;
  readonly role: { readonly isAdmin: boolean };
};

type Policy = Pick<Organization, 'deliveryPolicy'>;

/** An admin role always needs the mailed link; an address that changed in Slack since means the mail too. */
export const canHaveCard = ({ emailKey, role }: Reached, { deliveryPolicy }: Policy, person: SlackPerson): boolean => {
  if (deliveryPolicy === 'MAIL_ONLY' || role.isAdmin) return false;
  if (person.standing !== 'person' && person.standing !== 'guest') return false;
  return person.emailConfirmed && person.email?.toLowerCase() === emailKey;
};

/** Why a link that would have to be mailed reaches nobody. */
export const causeOfUnmailed = (
  { role }: Pick<Reached, 'role'>,
  { deliveryPolicy }: Policy,
  state: Exclude<MailState, 'ready'>,
): DeliveryCause => {
  if (role.isAdmin) return 'admin_needs_mail';
  return deliveryPolicy === 'MAIL_ONLY' ? 'mail_only' : causeOfNoMail[state];
};

/** Known before anything is sent: no way leads to them. `person`: null where Slack knows nobody by this address. */
export const findUnreached = (
  reached: Reached,
  policy: Policy,
  state: MailState,
  person: SlackPerson | null,
): DeliveryCause | null =>
  state === 'ready' || (person && canHaveCard(reached, policy, person))
    ? null
    : causeOfUnmailed(reached, policy, state);
