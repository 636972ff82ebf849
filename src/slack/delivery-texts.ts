import type { DeliveryCause, DeliveryFact } from '../domain/invitation.ts';
import { listOf } from './plural.ts';
import type { Pen } from './wording.ts';

/** Why a link did not arrive, and what to do; goes after `not delivered: `. */
export const wordDeliveryCause = (cause: DeliveryCause): string => {
  switch (cause) {
    case 'mail_not_configured':
      return 'no mail server is set up. Ask whoever runs Usher';
    case 'mail_server_unreachable':
      return 'mail server unreachable';
    case 'mail_temporarily_refused':
      return 'the mail server asked to try later';
    case 'mail_refused':
      return 'the mail server refused this address. Check it';
    case 'mail_settings_refused':
      return 'the mail server refused our settings. Ask whoever runs Usher';
    case 'slack_user_unavailable':
      return 'Slack could not reach this person';
    case 'slack_refused':
      return 'Slack refused the message';
    case 'slack_unreachable':
      return 'Slack did not answer';
    case 'slack_guest':
      return 'they are a guest of this workspace';
    case 'issuer_lost_right':
      return 'whoever sent it can no longer give this role. Reinvite to send it in your name';
    case 'gave_up':
      return 'tried several times without success. Reinvite to try again';
  }
};

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
  if (first) return `sent by ${listOf(sent.map((fact) => ways[fact.channel]))} ${pen.at(first.at)}`;
  const latest = latestOf(now);
  const why = latest?.cause ? `: ${wordDeliveryCause(latest.cause)}` : '';
  if (latest?.state === 'BOUNCED') return `came back by ${ways[latest.channel]}${why}`;
  if (latest?.state === 'FAILED') return `not delivered${why}`;
  return why ? `not delivered yet, retrying${why}` : 'on its way';
};
