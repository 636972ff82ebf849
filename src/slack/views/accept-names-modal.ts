import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Click } from '../click.ts';
import type { Wording } from '../wording.ts';
import { plain, section } from './blocks.ts';
import { type NamesAsked, nameFields } from './name-fields.ts';

export const ACCEPT_NAMES_MODAL = 'accept_names_modal';

/** Asks for the names without which nobody becomes a member. `metadata` is from `encodeCardOrigin`. */
export const acceptNamesModal = (asked: NamesAsked, metadata: string, { pen, organization }: Wording): ModalView => ({
  type: 'modal',
  callback_id: ACCEPT_NAMES_MODAL,
  title: plain('Your name', 24),
  submit: plain('Accept', 24),
  close: plain('Cancel', 24),
  private_metadata: metadata,
  blocks: [section(`One more thing before you join ${pen.strong(organization)}.`), ...nameFields(asked)],
});

const schema = z.object({
  invitationId: z.string(),
  message: z.object({ channelId: z.string(), ts: z.string(), isEphemeral: z.literal(false) }).nullable(),
});

/** The invitation, and the card to rewrite; an ephemeral one is out of reach from a modal. */
export type CardOrigin = z.infer<typeof schema>;

export const encodeCardOrigin = ({ value, message }: Pick<Click, 'value' | 'message'>): string =>
  JSON.stringify({ invitationId: value, message: message?.isEphemeral === false ? message : null });

export const decodeCardOrigin = (metadata: string): CardOrigin => schema.parse(JSON.parse(metadata));
