import { type SavedProduct, saveProduct } from '../../services/save-product.ts';
import { type SwitchedProduct, switchProduct } from '../../services/switch-product.ts';
import { countText } from '../count-text.ts';
import type { Turn } from '../interaction.ts';
import { wordRefusal } from '../refusal-texts.ts';
import type { SubmissionDoor } from '../run-submission.ts';
import {
  PRODUCT_FIELDS,
  PRODUCT_MODAL,
  parseProduct,
  readFilledProduct,
  readProductMetadata,
} from '../views/product-modal.ts';
import { PRODUCT_SWITCH_MODAL, readSwitchMetadata } from '../views/product-switch-modal.ts';
import { asView, deniedAnswer } from '../window.ts';
import type { Wording } from '../wording.ts';
import { productForm, productsScreen } from './product-screens.ts';

/** A product is added, or its form saved. */
const submitProduct: SubmissionDoor = {
  may: 'products',
  run: async (turn, view) => {
    const { product, position } = readProductMetadata(view.private_metadata);
    const filled = readFilledProduct(view.state.values);
    const withErrors = (errors: Readonly<Record<string, string>>) => ({
      errors,
      again: () => productForm(turn, product?.id ?? null, position, filled, Object.values(errors)),
    });
    const parsed = parseProduct(filled, product === null);
    if (!parsed.ok) return withErrors(parsed.refusal);
    const { key, ...content } = parsed.value;
    const result = await saveProduct(turn.edge.deps, turn.asked, {
      content,
      ...(product ? { product } : { product, key }),
    });
    if (result.ok) return below(turn, position, [savedLine(result.value, turn.words)]);
    const { refusal } = result;
    const text = wordRefusal(refusal, turn.plainWords);
    switch (refusal.kind) {
      case 'product_name_taken':
        return withErrors({ [PRODUCT_FIELDS.name]: text });
      case 'product_key_taken':
        return withErrors({ [PRODUCT_FIELDS.key]: text });
      case 'product_changed':
        return { view: await productForm(turn, product?.id ?? null, position, undefined, [text]) };
      case 'product_gone':
        return below(turn, position, [wordRefusal(refusal, turn.words)]);
      default:
        return { view: asView(deniedAnswer({ refusal, words: turn.words }, 'products')) };
    }
  },
};

/** A product is turned on or off. */
const submitProductSwitch: SubmissionDoor = {
  may: 'products',
  run: async (turn, view) => {
    const { position, ...input } = readSwitchMetadata(view.private_metadata);
    const result = await switchProduct(turn.edge.deps, turn.asked, input);
    if (result.ok) return below(turn, position, [switchedLine(result.value, input.isEnabled, turn.words)]);
    const { refusal } = result;
    if (refusal.kind === 'product_gone') return below(turn, position, [wordRefusal(refusal, turn.words)]);
    return { view: asView(deniedAnswer({ refusal, words: turn.words }, 'products')) };
  },
};

const below = async (turn: Turn, position: Parameters<typeof productsScreen>[1], notice: readonly string[]) => ({
  below: (await productsScreen(turn, position, notice)).view,
});

const outcomes: Readonly<Record<SavedProduct['outcome'], string>> = {
  created: 'was added. It is on, and can be given to people now',
  changed: 'was saved',
  unchanged: 'is as it was',
};

const savedLine = ({ name, outcome }: SavedProduct, { pen }: Wording): string =>
  `${pen.strong(name)} ${outcomes[outcome]}.`;

const switchedLine = ({ name, holders, isUnchanged }: SwitchedProduct, isOn: boolean, { pen }: Wording): string => {
  const state = `${pen.strong(name)} ${isUnchanged ? 'was' : 'is'} ${isOn ? 'on' : 'off'}${isUnchanged ? ' already' : ''}.`;
  if (isUnchanged) return `${state} Nothing was changed.`;
  if (holders === 0) return `${state} Nobody has it.`;
  return isOn
    ? `${state} ${countText(holders, 'person has', 'people have')} access again.`
    : `${state} ${countText(holders, 'person has', 'people have')} lost access until it is on again.`;
};

/** By callback id. */
export const productSubmissions: Readonly<Record<string, SubmissionDoor>> = {
  [PRODUCT_MODAL]: submitProduct,
  [PRODUCT_SWITCH_MODAL]: submitProductSwitch,
};
