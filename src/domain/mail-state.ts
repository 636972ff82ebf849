import type { DeliveryCause } from './delivery-cause.ts';
import type { InvitationRefusal } from './refusal.ts';

/**
 * Whether a link can be mailed. `no_public_address`: there is no page that a link could lead to, so that none can be copied
 * either, whether there is a mail server or not.
 */
export type MailState = 'ready' | 'no_server' | 'no_public_address';

/** What a delivery that had to be a mail ends with. */
export const causeOfNoMail = {
  no_server: 'mail_not_configured',
  no_public_address: 'no_public_address',
} as const satisfies Record<Exclude<MailState, 'ready'>, DeliveryCause>;

/** What stands against a mail that somebody asks for. */
export const refusalOfNoMail = (state: MailState): InvitationRefusal | undefined =>
  state === 'ready' ? undefined : { kind: state === 'no_server' ? 'no_mail_server' : 'no_public_address' };
