import { z } from 'zod';
import type { StateValues } from '../support/workspace/records.ts';

const id = z.string().min(1).max(100);
const by = { as: id };
// What stands in the fields: the elements themselves say what is taken, as in Slack. See `keepEntered`.
const entered = z.custom<StateValues>((value) => typeof value === 'object' && value !== null).default({});
const file = z.strictObject({ name: z.string().min(1).max(255), content: z.string().max(12_000_000) });

/** Where blocks are shown: a modal or the Home tab, or a message. */
const place = z.union([z.strictObject({ view: id }), z.strictObject({ channel: id, ts: id })]);
const element = { place, blockId: z.string().max(255), actionId: z.string().max(255), entered };

/** What somebody does in the browser. */
export const deed = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('type'), ...by, in: id, text: z.string().min(1).max(8000) }),
  z.strictObject({ do: z.literal('click'), ...by, ...element, option: z.int().min(0).optional() }),
  z.strictObject({ do: z.literal('enter'), ...by, ...element, isEnterPressed: z.boolean() }),
  z.strictObject({ do: z.literal('load_options'), ...by, ...element, query: z.string().max(200) }),
  z.strictObject({ do: z.literal('choose_files'), ...by, ...element, files: z.array(file).max(10) }),
  z.strictObject({ do: z.literal('submit'), ...by, view: id, entered }),
  z.strictObject({ do: z.literal('close'), ...by, view: id, all: z.boolean() }),
  z.strictObject({ do: z.literal('open_home'), ...by }),
  z.strictObject({ do: z.literal('use_shortcut'), ...by, shortcut: id }),
  z.strictObject({ do: z.literal('drop_file'), ...by, file }),
  z.strictObject({ do: z.literal('move_clock'), by: z.enum(['hour', 'day']) }),
  z.strictObject({ do: z.literal('switch_fault'), fault: z.enum(['slack_busy', 'mail_down']), isOn: z.boolean() }),
  z.strictObject({ do: z.literal('archive'), channel: id, isArchived: z.boolean() }),
]);

export type Deed = z.infer<typeof deed>;
export type DeedOf<Kind extends Deed['do']> = Extract<Deed, { do: Kind }>;
export type Place = z.infer<typeof place>;

/** What the page has to know at once; everything else it sees afterwards. */
export type Outcome = {
  /** What Slack would tell when the app did not answer in time, or badly. */
  readonly trouble?: string;
  readonly options?: readonly { readonly value: string; readonly text: { readonly text: string } }[];
};
