import { useState } from 'preact/hooks';
import type { Field } from '../../../support/workspace/find.ts';
import type { Block, Interactive } from '../../../support/workspace/kit/blocks.ts';
import type { StateValue, StateValues } from '../../../support/workspace/records.ts';
import { initialValue } from '../../../support/workspace/values.ts';
import type { Place } from '../../deeds.ts';
import { useDesk } from '../desk.ts';

/** Where blocks are shown, and what stands in their fields as Slack knows it. */
export type Shown = {
  readonly place: Place;
  readonly values?: StateValues;
  readonly errors?: Readonly<Record<string, string>>;
};

export type ElementProps<Type extends Interactive['type']> = {
  readonly block: Block;
  readonly element: Extract<Interactive, { type: Type }>;
  readonly shown: Shown;
  /** Of the label and the hint, for whoever does not see them beside it. */
  readonly describedBy?: string | undefined;
  readonly labelledBy?: string | undefined;
  /** For the label to point to. */
  readonly fieldId?: string | undefined;
};

export const placeKey = (place: Place): string => ('view' in place ? place.view : `${place.channel}/${place.ts}`);

type FieldProps = { readonly block: Block; readonly element: Field['element']; readonly shown: Shown };

/** What stands in a field now, and how it is changed. */
export const useField = ({ block, element, shown }: FieldProps) => {
  const desk = useDesk();
  const key = placeKey(shown.place);
  const [blockId, actionId] = [block.block_id ?? '', element.action_id ?? ''];
  const own = desk.enteredAt(key)[blockId]?.[actionId];
  const value = own?.type === element.type ? own : (shown.values?.[blockId]?.[actionId] ?? initialValue(element));
  const at = { as: desk.sight.me, place: shown.place, blockId, actionId };
  const confirm = 'confirm' in element ? element.confirm : undefined;
  const isSentAtOnce = block.type !== 'input' || block.dispatch_action === true;
  return {
    value,
    /** While they type: nothing is sent. */
    keep: (next: StateValue) => void desk.keep(key, blockId, actionId, next),
    /** Something was chosen: it is sent if the element is one that does. */
    choose: (next: StateValue) => {
      if (!isSentAtOnce) desk.keep(key, blockId, actionId, next);
      else
        desk.confirm(confirm, () => {
          const entered = desk.keep(key, blockId, actionId, next);
          void desk.send({ do: 'enter', ...at, entered, isEnterPressed: false });
        });
    },
    pressEnter: () => {
      if (isSentAtOnce) void desk.send({ do: 'enter', ...at, entered: desk.enteredAt(key), isEnterPressed: true });
    },
    isSentAtOnce,
    at,
    entered: () => desk.enteredAt(key),
    desk,
  };
};

/** Presses something that is no field; `isBusy` until Usher has answered. */
export const usePress = (block: Block, element: Interactive, { place }: Shown) => {
  const desk = useDesk();
  const [isBusy, setBusy] = useState(false);
  const act = async (option: number | undefined): Promise<void> => {
    setBusy(true);
    await desk.send({
      do: 'click',
      as: desk.sight.me,
      place,
      blockId: block.block_id ?? '',
      actionId: element.action_id ?? '',
      entered: desk.enteredAt(placeKey(place)),
      ...(option !== undefined && { option }),
    });
    setBusy(false);
  };
  const press = (option?: number): void => {
    if (!isBusy) desk.confirm('confirm' in element ? element.confirm : undefined, () => void act(option));
  };
  return { press, isBusy };
};
