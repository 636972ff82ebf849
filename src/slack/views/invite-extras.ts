import type { KnownBlock } from '@slack/types';
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { InviteForm } from '../../services/read-invite-form.ts';
import { context, input } from './blocks.ts';
import { option } from './options.ts';

/** What the form can do beside naming people and terms: copy somebody's terms, and send later. */
export const EXTRA_FIELDS = { sameAs: 'same_as', send: 'send', sendAt: 'send_at' } as const;

const NOW = 'now';
const PICK = 'pick';

export type ExtrasPrefill = {
  readonly sameAs?: string | null;
  /** The value of the choice, as `readExtras` gives it. */
  readonly send?: string;
  /** Seconds of the epoch, as Slack's picker gives them. */
  readonly sendAt?: number | null;
};

export const sameAsField = ({ sameAs }: ExtrasPrefill): KnownBlock =>
  input({
    id: EXTRA_FIELDS.sameAs,
    label: 'Same as',
    hint: 'Fills in role, teams, products and permissions of a member; never an admin role or a sensitive permission.',
    optional: true,
    dispatch: true,
    element: { type: 'users_select', ...(sameAs && { initial_user: sameAs }) },
  });

/** Now, the next working morning, or a moment that is picked: then the picker is there too. */
export const sendFields = ({ morning }: Pick<InviteForm, 'morning'>, { send, sendAt }: ExtrasPrefill): KnownBlock[] => {
  const at = DateTime.fromJSDate(morning.at, { zone: morning.zone }).setLocale('en');
  const options = [
    option('Now', NOW),
    option(`${at.toFormat('cccc d LLL, HH:mm')} (${morning.zone})`, String(morning.at.getTime())),
    option('Pick a date and time', PICK),
  ];
  const chosen = options.find(({ value }) => value === (send ?? NOW)) ?? options[0];
  return [
    input({
      id: EXTRA_FIELDS.send,
      label: 'Send',
      dispatch: true,
      element: { type: 'radio_buttons', options, ...(chosen && { initial_option: chosen }) },
    }),
    ...(send === PICK
      ? [
          input({
            id: EXTRA_FIELDS.sendAt,
            label: 'Date and time',
            element: { type: 'datetimepicker', ...(sendAt && { initial_date_time: sendAt }) },
          }),
        ]
      : []),
    ...(morning.isWeekendSoon
      ? [context('The weekend is there. A link that lives a day may run out before they work again.')]
      : []),
  ];
};

/** The fields by `byField`. */
export const extrasSchema = z.object({
  [EXTRA_FIELDS.sameAs]: z
    .object({ [EXTRA_FIELDS.sameAs]: z.object({ selected_user: z.string().nullish() }) })
    .optional(),
  [EXTRA_FIELDS.send]: z
    .object({ [EXTRA_FIELDS.send]: z.object({ selected_option: z.object({ value: z.string() }).nullish() }) })
    .optional(),
  [EXTRA_FIELDS.sendAt]: z
    .object({ [EXTRA_FIELDS.sendAt]: z.object({ selected_date_time: z.number().nullish() }) })
    .optional(),
});

export const readExtras = (form: z.infer<typeof extrasSchema>) => ({
  sameAs: form.same_as?.same_as.selected_user ?? null,
  send: form.send?.send.selected_option?.value ?? NOW,
  sendAt: form.send_at?.send_at.selected_date_time ?? null,
});

/** When it goes out: null for now; undefined while a moment is to be picked and is not. */
export const sendAfterOf = ({ send, sendAt }: ReturnType<typeof readExtras>): Date | null | undefined => {
  if (send === PICK) return sendAt === null ? undefined : new Date(sendAt * 1000);
  return /^\d{10,15}$/.test(send) ? new Date(Number(send)) : null;
};

/** The field on which a time stands that cannot be taken. */
export const sendField = ({ send }: Pick<ReturnType<typeof readExtras>, 'send'>): string =>
  send === PICK ? EXTRA_FIELDS.sendAt : EXTRA_FIELDS.send;
