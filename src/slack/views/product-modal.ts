import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { checkKey, keyOfName, maxKeyLength, type ProductContent, type ProductSummary } from '../../domain/product.ts';
import { done, type Result, refused } from '../../domain/result.ts';
import type { NamePosition } from '../../domain/team.ts';
import { checkTitle, maxTitleLength } from '../../domain/title.ts';
import { productStamp } from '../../services/save-product.ts';
import { cut, escapeText } from '../mrkdwn.ts';
import { keyMalformedText } from '../product-texts.ts';
import { wordTitle } from '../title-texts.ts';
import { actions, button, context, input, plain, section } from './blocks.ts';
import { namePositionSchema } from './name-position.ts';
import { option } from './options.ts';
import type { FieldErrors } from './parse-invite-modal.ts';
import { productFacts } from './products-modal.ts';

export const PRODUCT_MODAL = 'product_modal';
export const PRODUCT_SWITCH = 'product_switch';

/** Block ids, and the ids of the inputs in them. */
export const PRODUCT_FIELDS = { name: 'product_name', key: 'product_key', preset: 'product_preset' } as const;

export type ProductForm = {
  /** Null for a new one. */
  readonly product: ProductSummary | null;
  readonly position: NamePosition;
};

export type FilledProduct = ProductContent & { readonly key: string };

/** `filled`: what was typed, where the form has to be built again. `problems` stand above it. */
export const productModal = (
  { product, position }: ProductForm,
  filled: FilledProduct = { name: product?.name ?? '', key: '', isDefault: product?.isDefault ?? false },
  problems: readonly string[] = [],
): ModalView => ({
  type: 'modal',
  callback_id: PRODUCT_MODAL,
  private_metadata: JSON.stringify({
    product: product && { id: product.id, seen: productStamp(product) },
    position,
  }),
  title: plain(product ? 'Product' : 'Add a product', 24),
  submit: plain(product ? 'Save' : 'Add', 24),
  close: plain('Cancel', 24),
  blocks: [
    ...(problems.length > 0 ? [section(problems.map((problem) => `⚠ ${escapeText(problem)}`))] : []),
    textField(PRODUCT_FIELDS.name, 'Name', `Up to ${maxTitleLength} characters.`, filled.name),
    ...(product
      ? []
      : [
          textField(
            PRODUCT_FIELDS.key,
            'Key',
            `By which other systems know it: it never changes. Up to ${maxKeyLength} lower-case letters, digits and dashes; left empty, it is made of the name.`,
            filled.key,
            true,
          ),
        ]),
    presetField(filled),
    ...(product ? [context(`Key: ${escapeText(product.key)} · ${productFacts(product)}`), switchButton(product)] : []),
  ],
});

const textField = (id: string, label: string, hint: string, value: string, optional = false): InputBlock =>
  input({
    id,
    label,
    hint,
    optional,
    element: { type: 'plain_text_input', ...(value && { initial_value: cut(value, 300) }) },
  });

const presetOption = option(
  'Preset for everybody who is invited',
  'preset',
  'A team with products of its own presets those instead.',
);

const presetField = ({ isDefault }: ProductContent): InputBlock =>
  input({
    id: PRODUCT_FIELDS.preset,
    label: 'In the invite form',
    optional: true,
    element: { type: 'checkboxes', options: [presetOption], ...(isDefault && { initial_options: [presetOption] }) },
  });

/** Leads to a question of its own, in place of this form. */
const switchButton = ({ id, name, isEnabled }: ProductSummary): KnownBlock =>
  actions(
    button({
      id: PRODUCT_SWITCH,
      text: isEnabled ? 'Turn off…' : 'Turn on…',
      value: id,
      label: `Turn ${name} ${isEnabled ? 'off' : 'on'}`,
      ...(isEnabled && { style: 'danger' }),
    }),
  );

const metadataSchema = z.object({
  product: z.object({ id: z.uuid(), seen: z.string() }).nullable(),
  position: namePositionSchema,
});

export const readProductMetadata = (metadata: string) => metadataSchema.parse(JSON.parse(metadata));

const typed = z.object({ value: z.string().nullish() });
const valuesSchema = z.object({
  [PRODUCT_FIELDS.name]: z.object({ [PRODUCT_FIELDS.name]: typed }),
  [PRODUCT_FIELDS.key]: z.object({ [PRODUCT_FIELDS.key]: typed }).optional(),
  [PRODUCT_FIELDS.preset]: z.object({
    [PRODUCT_FIELDS.preset]: z.object({ selected_options: z.array(z.object({ value: z.string() })).nullish() }),
  }),
});

/** The form as it was filled in, to build it again. */
export const readFilledProduct = (values: unknown): FilledProduct => {
  const form = valuesSchema.parse(values);
  return {
    name: form.product_name.product_name.value ?? '',
    key: form.product_key?.product_key.value ?? '',
    isDefault: (form.product_preset.product_preset.selected_options ?? []).length > 0,
  };
};

/** `isNew`: an existing product keeps its key, whatever is said about it. */
export const parseProduct = (filled: FilledProduct, isNew: boolean): Result<FilledProduct, FieldErrors> => {
  const name = checkTitle(filled.name);
  const key = checkKey(filled.key.trim() || keyOfName(filled.name));
  if (!name.ok) return refused({ [PRODUCT_FIELDS.name]: wordTitle(name.refusal) });
  if (isNew && !key.ok) return refused({ [PRODUCT_FIELDS.key]: keyMalformedText });
  return done({ ...filled, name: name.value, key: key.ok ? key.value : '' });
};
