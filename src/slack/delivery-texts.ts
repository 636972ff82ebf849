import type { DeliveryCause } from '../domain/delivery-cause.ts';
import type { DeliveryFact } from '../domain/invitation.ts';
import { listOf } from './plural.ts';
import type { Pen } from './wording.ts';

/** `end`: what is said in its place once Usher has stopped trying; `next`: what an admin can do then. */
type CauseWords = { readonly what: string; readonly end?: string; readonly next: string | null };

const copyOrAsk = 'Copy a link to hand over, or ask whoever runs Usher';

const causes: Readonly<Record<DeliveryCause, CauseWords>> = {
  mail_not_configured: { what: 'no mail server is set up', next: copyOrAsk },
  no_public_address: {
    what: 'Usher has no public address that a link could lead to',
    next: 'Use the address that Slack knows them by, or ask whoever runs Usher',
  },
  admin_needs_mail: {
    what: 'an admin role is accepted by a mailed link only, and none can be mailed',
    next: 'Edit it to another role and reinvite; change the role once they have joined',
  },
  mail_only: {
    what: 'links go out by mail only, and none can be mailed',
    next: 'Change “Delivery” in the settings and reinvite, or ask whoever runs Usher',
  },
  mail_server_unreachable: { what: 'mail server unreachable', next: copyOrAsk },
  mail_temporarily_refused: {
    what: 'the mail server asked to try later',
    end: 'the mail server asked to try later, again and again',
    next: 'Reinvite, or copy a link to hand over',
  },
  mail_refused: { what: 'the mail server refused this address', next: 'Check it' },
  mail_settings_refused: { what: 'the mail server refused our settings', next: copyOrAsk },
  mailbox_full: {
    what: 'their mailbox is full',
    next: 'Reinvite when they have made room, or use another address',
  },
  mail_blocked: {
    what: 'their mail server took it for unwanted mail',
    next: 'Copy a link to hand over, or use another address',
  },
  mail_undeliverable: { what: 'no mail server took it for this address', next: 'Check it, or use another one' },
  mail_delayed: { what: 'their mail server has not taken it yet', next: null },
  slack_user_unavailable: { what: 'Slack could not reach this person', next: null },
  slack_refused: { what: 'Slack refused the message', next: null },
  slack_unreachable: { what: 'Slack did not answer', next: null },
  slack_stopped: { what: 'Slack takes nothing from Usher at the moment', next: 'Ask whoever runs Usher' },
  slack_guest: {
    what: 'they are a guest of this workspace',
    next: 'Use another address, or change the setting for guests',
  },
  issuer_lost_right: {
    what: 'whoever sent it can no longer give this role',
    next: 'Reinvite to send it in your name',
  },
  gave_up: { what: 'tried several times without success', next: 'Reinvite to try again' },
};

/** Why a link did not arrive for good, and what to do; goes after `not delivered: `. */
export const wordDeliveryCause = (cause: DeliveryCause): string => {
  const { what, end = what, next } = causes[cause];
  return next ? `${end}. ${next}` : end;
};

/** Why a link has not arrived yet; goes after `retrying: `, or is said to somebody who cannot mend it. */
export const wordHoldUp = (cause: DeliveryCause): string => causes[cause].what;

const ways: Readonly<Record<DeliveryFact['channel'], string>> = { DM: 'Slack', EMAIL: 'mail', COPY: 'hand' };

const latestOf = (facts: readonly DeliveryFact[]): DeliveryFact | undefined =>
  facts.reduce<DeliveryFact | undefined>((latest, fact) => (latest && latest.at > fact.at ? latest : fact), undefined);

/** How the current link went out: `sent by mail`, `not delivered yet, retrying: mail server unreachable`. */
export const wordDeliveries = (deliveries: readonly DeliveryFact[], pen: Pen): string => {
  const now = (['DM', 'EMAIL'] as const).flatMap(
    (channel) => latestOf(deliveries.filter((fact) => fact.channel === channel)) ?? [],
  );
  const sent = now.filter((fact) => fact.state === 'SENT');
  const copy = latestOf(deliveries.filter((fact) => fact.channel === 'COPY'));
  if (copy) return `copied ${pen.at(copy.at)} to be handed over, not sent`;
  const [first] = sent;
  if (first) return `sent by ${listOf(sent.map((fact) => ways[fact.channel]))} ${pen.at(first.at)}${wordDelay(sent)}`;
  // One way may have failed for good while the other is still tried: then it is not over.
  const latest = now.find((fact) => fact.state === 'QUEUED') ?? latestOf(now);
  if (!latest) return 'on its way';
  const { state, cause, channel } = latest;
  if (state === 'QUEUED') return cause ? `not delivered yet, retrying: ${wordHoldUp(cause)}` : 'on its way';
  const why = cause ? `: ${wordDeliveryCause(cause)}` : '';
  return state === 'BOUNCED' ? `came back by ${ways[channel]}${why}` : `not delivered${why}`;
};

/** A mail that ours has taken, and theirs has not. */
const wordDelay = (sent: readonly DeliveryFact[]): string => {
  const cause = sent.find((fact) => fact.cause !== null)?.cause;
  return cause ? `; ${wordHoldUp(cause)}` : '';
};
