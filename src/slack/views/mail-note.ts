import type { KnownBlock } from '@slack/types';
import type { MailState } from '../../domain/mail-state.ts';
import { section } from './blocks.ts';

const lacks = {
  no_server: 'No mail server is set up',
  no_public_address: 'Usher has no public address, so no link can be mailed',
} as const satisfies Record<Exclude<MailState, 'ready'>, string>;

/** Above a screen that invites or shows who waits, while whoever is not in Slack gets nothing. */
export const mailNote = (state: MailState): KnownBlock[] =>
  state === 'ready'
    ? []
    : [
        section(
          `⚠ ${lacks[state]}: only people of this Slack workspace can be reached. Whoever runs Usher can set it up for everybody else.`,
        ),
      ];
