/** Why a link was not delivered, in words of ours: Slack's and SMTP's own codes are mapped to these at the edge. */
export const deliveryCauses = [
  'mail_not_configured',
  'no_public_address',
  'admin_needs_mail',
  'mail_only',
  'mail_server_unreachable',
  'mail_temporarily_refused',
  'mail_refused',
  'mail_settings_refused',
  'slack_user_unavailable',
  'slack_refused',
  'slack_unreachable',
  'slack_guest',
  'issuer_lost_right',
  'gave_up',
  'mailbox_full',
  'mail_blocked',
  'mail_undeliverable',
  'mail_delayed',
  'slack_stopped',
] as const;
export type DeliveryCause = (typeof deliveryCauses)[number];

/** What a mail server may say for good of one address or one mail. */
export type MailFault = Extract<
  DeliveryCause,
  'mail_refused' | 'mailbox_full' | 'mail_blocked' | 'mail_undeliverable' | 'mail_delayed'
>;

/**
 * The enhanced status code of a mail that was refused or came back (RFC 3463), `5.1.1` or `4.2.2`, in a word of ours.
 * Exchange says 5.4.1 of an address that it does not know.
 */
export const faultOfStatus = (status: string): Exclude<MailFault, 'mail_delayed'> => {
  const [kind, subject, detail] = status.split('.');
  if (subject === '2' && detail === '2') return 'mailbox_full';
  if (subject === '6' || subject === '7') return 'mail_blocked';
  if (kind === '4' || (subject === '4' && detail !== '1')) return 'mail_undeliverable';
  return 'mail_refused';
};

/** What an admin can do about a link that did not arrive. */
export type DeliveryRemedy = 'reinvite' | 'another_address' | 'copy_link' | 'edit';

/** The next step that is most likely to help. `hasBounced`: it came back without a cause that we know. */
export const remedyOf = (cause: DeliveryCause | null, hasBounced: boolean): DeliveryRemedy => {
  switch (cause) {
    case 'mail_refused':
    case 'mail_undeliverable':
    case 'slack_guest':
    case 'no_public_address':
      // The same address would be refused again, or is not one that Slack knows.
      return 'another_address';
    case 'mail_not_configured':
    case 'mail_server_unreachable':
    case 'mail_settings_refused':
    case 'mail_blocked':
      // No mail of ours gets through, whatever the address.
      return 'copy_link';
    case 'admin_needs_mail':
      return 'edit';
    case null:
      return hasBounced ? 'another_address' : 'reinvite';
    default:
      return 'reinvite';
  }
};

type Tried = { readonly state: 'QUEUED' | 'SENT' | 'FAILED' | 'BOUNCED'; readonly cause: DeliveryCause | null };

/** For a link that reached nobody and is not tried any more; null for every other. `deliveries`: of that link, oldest first. */
export const remedyOfLink = (deliveries: readonly Tried[]): DeliveryRemedy | null => {
  if (deliveries.some(({ state }) => state === 'SENT' || state === 'QUEUED')) return null;
  const last = deliveries.at(-1);
  return last ? remedyOf(last.cause, last.state === 'BOUNCED') : null;
};

// Greylisting takes an hour or so, whatever the life of a link is.
const leastHours = 4;

/** Until when the delivery of a link is tried: as long as the link itself would live, from the first try on. */
export const triesEnd = (firstTriedAt: Date, lifetimeHours: number): Date =>
  new Date(firstTriedAt.getTime() + Math.max(lifetimeHours, leastHours) * 3_600_000);
