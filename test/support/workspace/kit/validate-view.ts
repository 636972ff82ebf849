import { z } from 'zod';
import { blocksOf } from './blocks.ts';
import { complaints } from './complaints.ts';
import { plainText } from './composition.ts';
import { checkBlocks } from './rules.ts';

const viewFields = {
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(24),
    close: plainText(24).optional(),
    submit: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    blocks: blocksOf.modal,
    ...viewFields,
  })
  .superRefine((view, context) => {
    checkBlocks(view.blocks, 'modal', context, ['blocks']);
    if (!view.submit && view.blocks.some((block) => block.type === 'input'))
      context.addIssue({
        code: 'custom',
        message: '`submit` is required when an input block is within the `blocks` array',
        path: [],
      });
  });

const home = z
  .strictObject({ type: z.literal('home'), blocks: blocksOf.home, ...viewFields })
  .superRefine((view, context) => checkBlocks(view.blocks, 'home', context, ['blocks']));

export type ModalDefinition = z.infer<typeof modal>;
export type HomeDefinition = z.infer<typeof home>;
export type ViewDefinition = ModalDefinition | HomeDefinition;

export type ViewVerdict<V> =
  | { readonly ok: true; readonly view: V }
  | { readonly ok: false; readonly error: 'invalid_arguments' | 'view_too_large'; readonly messages: string[] };

const VIEW_BYTES = 250_000;

const judge = <V>(schema: z.ZodType<V>, value: unknown): ViewVerdict<V> => {
  if (value !== undefined && Buffer.byteLength(JSON.stringify(value)) > VIEW_BYTES)
    return { ok: false, error: 'view_too_large', messages: [] };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, view: parsed.data };
  return {
    ok: false,
    error: 'invalid_arguments',
    messages: ['failed to match all allowed schemas [json-pointer:/view]', ...complaints(parsed.error, value, '/view')],
  };
};

/** A modal as `views.open`, `views.push`, `views.update` and an ack's `response_action` would judge it. */
export const validateModal = (value: unknown): ViewVerdict<ModalDefinition> => judge(modal, value);

/** A Home tab as `views.publish` would judge it. */
export const validateHome = (value: unknown): ViewVerdict<HomeDefinition> => judge(home, value);
