import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { isNoChange, listChange } from '../../domain/member-access.ts';
import type { MemberAccess } from '../../services/read-member-access.ts';
import { firstOf } from '../plural.ts';
import type { Pen, Wording } from '../wording.ts';
import { context, input, plain, section } from './blocks.ts';
import { encodeMember } from './member-value.ts';
import { messageModal } from './message-modal.ts';
import { option, optionList } from './options.ts';
import { whoWithAddress } from './people.ts';

export const MEMBER_PRODUCTS_FORM = 'member_products_form';
/** The list: each choice in it has the form shown anew, with what is gained and lost by it. */
export const MEMBER_PRODUCTS_LIST = 'member_products_list';

// Beyond these the rest is counted.
const maxNames = 15;

/** `Gains Atlas.` and `Loses Borealis, at once.` */
export const accessLines = (gained: readonly string[], lost: readonly string[], pen: Pen): string[] => {
  const names = (all: readonly string[]) =>
    firstOf(
      all.map((name) => pen.say(name, 60)),
      maxNames,
    );
  return [
    ...(gained.length > 0 ? [`*Gains:* ${names(gained)}`] : []),
    ...(lost.length > 0 ? [`*Loses:* ${names(lost)}`] : []),
  ];
};

/** One person's products. `chosen`: what is ticked now, and not sent yet. */
export const memberProductsForm = (
  { member, products }: MemberAccess,
  { pen, command }: Wording,
  chosen: readonly string[] = member.productIds,
  notice: readonly string[] = [],
): ModalView => {
  const who = section(whoWithAddress(member, pen));
  if (products.length === 0) {
    const text = `No product is on at the moment. ${pen.code(`${command} products`)} adds one, or turns one on.`;
    return messageModal('Products', [who, section(text)]);
  }
  const offered = new Set(products.map(({ id }) => id));
  const change = listChange(member.productIds, chosen, offered);
  const namesOf = (ids: readonly string[]) => products.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const lines = accessLines(namesOf(change.added), namesOf(change.removed), pen);
  return {
    type: 'modal',
    callback_id: MEMBER_PRODUCTS_FORM,
    private_metadata: encodeMember(member),
    title: plain('Products', 24),
    submit: plain('Save', 24),
    close: plain('Cancel', 24),
    blocks: [
      ...(notice.length > 0 ? [section(notice)] : []),
      who,
      input({
        id: MEMBER_PRODUCTS_LIST,
        label: 'Products',
        optional: true,
        dispatch: true,
        element: optionList(
          products.map(({ id, name }) => option(name, id)),
          chosen,
        ),
      }),
      section(isNoChange(change) ? 'Nothing is changed yet.' : lines),
      context('It counts at once.'),
    ],
  };
};

const valuesSchema = z.object({
  [MEMBER_PRODUCTS_LIST]: z.object({
    [MEMBER_PRODUCTS_LIST]: z.object({ selected_options: z.array(z.object({ value: z.string() })).nullish() }),
  }),
});

/** What is ticked, in a form that was sent or is still open. */
export const parseMemberProducts = (values: unknown): readonly string[] =>
  (valuesSchema.parse(values).member_products_list.member_products_list.selected_options ?? []).map(
    ({ value }) => value,
  );
