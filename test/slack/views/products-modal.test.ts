import { describe, expect, it } from 'vitest';
import type { ProductDetails } from '../../../src/domain/product.ts';
import { countLimit, listedCountLimit } from '../../../src/domain/team.ts';
import { decodeNamePosition } from '../../../src/slack/views/name-position.ts';
import {
  PRODUCT_FIELDS,
  parseProduct,
  productModal,
  readFilledProduct,
  readProductMetadata,
} from '../../../src/slack/views/product-modal.ts';
import { productSwitchModal, readSwitchMetadata } from '../../../src/slack/views/product-switch-modal.ts';
import { productsModal } from '../../../src/slack/views/products-modal.ts';
import { validateModal } from '../../support/workspace/kit/validate-view.ts';
import { stateOf } from '../../support/workspace/values.ts';
import { hostileTexts, id, longest, words } from '../examples.ts';
import { expectModal, mrkdwnIn } from '../shown.ts';

const hostile = (n: number): string => `${hostileTexts[n % hostileTexts.length]}${longest(60)}`.slice(0, 60);

const aProduct = (n: number, rest: Partial<ProductDetails> = {}): ProductDetails => ({
  id: id(n),
  key: 'atlas',
  name: 'Atlas',
  isEnabled: true,
  isDefault: false,
  holders: 0,
  pending: 0,
  teams: 0,
  links: 0,
  ...rest,
});

const most = { key: 'x'.repeat(40), isDefault: true, holders: countLimit + 1, pending: countLimit + 1, teams: 100 };

const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');

describe('productsModal', () => {
  it('when 25 of a hundred are shown at their longest, is a modal that Slack takes', () => {
    const rows = Array.from({ length: 25 }, (_, n) =>
      aProduct(n, { ...most, name: hostile(n), isEnabled: n % 2 === 0 }),
    );
    const position = { after: id(1) };
    const view = productsModal({ rows, hasNext: true, hasPrevious: true }, position, words, ['Done.']);
    expectModal(view);
    expect(decodeNamePosition(view.private_metadata ?? '')).toEqual(position);
    expect(decodeNamePosition('{"after":1}')).toBeNull();
  });

  it('words one and none as people do, and says what to do where there is none', () => {
    const list = {
      rows: [
        aProduct(1),
        aProduct(2, { holders: 1, isEnabled: false }),
        aProduct(3, { holders: listedCountLimit + 1 }),
      ],
      hasNext: false,
      hasPrevious: false,
    };
    expect(textOf(productsModal(list, null, words))).toMatch(
      /nobody has it yet[\s\S]*off: nobody has access · 1 person has it[\s\S]*over 100 people have it/,
    );
    expect(textOf(productsModal({ ...list, rows: [] }, null, words))).toContain('There are no products yet.');
  });
});

describe('productModal', () => {
  it('at its longest is a modal that Slack takes, and reads back what it was built from', () => {
    const product = aProduct(1, { ...most, name: hostile(1) });
    const form = { product, position: { before: id(2) } };
    const view = productModal(form, undefined, [hostile(2)]);
    expectModal(view);
    const verdict = validateModal(view);
    if (!verdict.ok) throw new Error(verdict.messages.join());
    expect(readFilledProduct(stateOf(verdict.view.blocks))).toEqual({ name: product.name, key: '', isDefault: true });
    expect(readProductMetadata(view.private_metadata ?? '')).toMatchObject({
      product: { id: id(1) },
      position: { before: id(2) },
    });
    expectModal(productModal({ product: null, position: null }));
  });

  it.each([
    [
      { name: 'Café Pro', key: '' },
      { name: 'Café Pro', key: 'cafe-pro' },
    ],
    [
      { name: ' Atlas ', key: ' Atlas-2 ' },
      { name: 'Atlas', key: 'atlas-2' },
    ],
  ])('%j is understood as %j', (typed, read) => {
    const parsed = parseProduct({ ...typed, isDefault: false }, true);
    expect(parsed).toEqual({ ok: true, value: { ...read, isDefault: false } });
  });

  it('asks for a key where the name gives none, and for a name', () => {
    const fieldsOf = (name: string, key: string, isNew = true) => {
      const parsed = parseProduct({ name, key, isDefault: false }, isNew);
      return parsed.ok ? [] : Object.keys(parsed.refusal);
    };
    expect(fieldsOf('数据', '')).toEqual([PRODUCT_FIELDS.key]);
    expect(fieldsOf('Atlas', 'a b')).toEqual([PRODUCT_FIELDS.key]);
    expect(fieldsOf(' ', 'atlas')).toEqual([PRODUCT_FIELDS.name]);
    expect(fieldsOf('数据', '', false)).toEqual([]);
  });
});

describe('productSwitchModal', () => {
  it.each([true, false])(
    'when it is on: %s, says at its longest what changes, in a modal that Slack takes',
    (isEnabled) => {
      const view = productSwitchModal(
        aProduct(1, { ...most, links: 2, name: hostile(4), isEnabled }),
        { after: id(3) },
        words,
      );
      expectModal(view);
      expect(readSwitchMetadata(view.private_metadata ?? '')).toEqual({
        productId: id(1),
        isEnabled: !isEnabled,
        position: { after: id(3) },
      });
      expect(textOf(view)).toContain(`over 1,000 people ${isEnabled ? 'lose access' : 'get their access back'}`);
      expect(textOf(view)).toContain(
        `Whoever joins by 2 invite links ${isEnabled ? 'joins without it while it is off' : 'gets it'}.`,
      );
    },
  );
});
