import { clickAction } from '../support/workspace/click.ts';
import { dispatchesOn } from '../support/workspace/enter.ts';
import type { Clickable, Field } from '../support/workspace/find.ts';
import type { Interactive } from '../support/workspace/kit/blocks.ts';
import { interactiveOf } from '../support/workspace/kit/rules.ts';
import { stageOfView } from '../support/workspace/modal.ts';
import type { Context } from '../support/workspace/person.ts';
import type { Delivery, PersonRecord, StateValues, ViewRecord } from '../support/workspace/records.ts';
import { stageOn } from '../support/workspace/seen-message.ts';
import { act, heldBy, keepValue, type Stage } from '../support/workspace/stage.ts';
import { suggest } from '../support/workspace/suggest.ts';
import { chooseFiles } from '../support/workspace/upload.ts';
import type { DeedOf, Outcome, Place } from './deeds.ts';
import { canRead } from './look.ts';
import { NotPossible } from './not-possible.ts';

/** A view that this person has before them. */
export const viewOf = ({ state }: Context, person: PersonRecord, id: string): ViewRecord => {
  const view = state.views.get(id);
  if (!view?.open || view.userId !== person.id) throw new NotPossible('This window has been closed.');
  return view;
};

/** Where they act: by what is there now, not by what the page still shows. */
const stageAt = (context: Context, person: PersonRecord, place: Place): Stage => {
  if ('view' in place) return stageOfView(context, person, viewOf(context, person, place.view));
  const { state } = context;
  const channel = state.channels.get(place.channel);
  const isTheirs = channel ? canRead(channel, person) : state.directs.get(place.channel) === person.id;
  const message = state.messages.get(place.channel)?.find(({ ts }) => ts === place.ts);
  const isSeen = message && !message.deleted && (message.to === undefined || message.to === person.id);
  if (!isTheirs || !isSeen) throw new NotPossible('This message is gone.');
  return stageOn(context, message, person, undefined);
};

const isField = (element: Interactive): element is Field['element'] =>
  element.type !== 'button' && element.type !== 'overflow';

type ById = { readonly blockId: string; readonly actionId: string };

const interactiveAt = (stage: Stage, { blockId, actionId }: ById) => {
  const block = stage.blocks().find((one) => one.block_id === blockId);
  const element = block && interactiveOf(block).find((one) => one.action_id === actionId);
  if (!block || !element) throw new NotPossible('This is no longer there.');
  return { block, element };
};

const fieldAt = (stage: Stage, ids: ById): Field => {
  const { block, element } = interactiveAt(stage, ids);
  if (!isField(element)) throw new NotPossible('Nothing can be entered there.');
  return { labels: [], block, element };
};

/** Keeps what was entered, in the fields that are there: a field of another kind by now takes nothing of it. */
export const keepEntered = (stage: Stage, entered: StateValues): void => {
  for (const block of stage.blocks()) {
    for (const element of interactiveOf(block).filter(isField)) {
      const value = entered[block.block_id ?? '']?.[element.action_id ?? ''];
      if (value?.type === element.type && element.type !== 'file_input') keepValue(stage, { block, element }, value);
    }
  }
};

const outcomeOf = (delivery: Delivery | undefined): Outcome => (delivery?.failed ? { trouble: delivery.failed } : {});

const clickable = (stage: Stage, deed: DeedOf<'click'>): Omit<Clickable, 'label' | 'row'> => {
  const { element } = interactiveAt(stage, deed);
  if (element.type === 'button') return { element, blockId: deed.blockId };
  const option = element.type === 'overflow' ? element.options[deed.option ?? 0] : undefined;
  if (element.type !== 'overflow' || !option) throw new NotPossible('This cannot be clicked.');
  return { element, option, blockId: deed.blockId };
};

export const clickElement = async (context: Context, person: PersonRecord, deed: DeedOf<'click'>): Promise<Outcome> => {
  const stage = stageAt(context, person, deed.place);
  keepEntered(stage, deed.entered);
  return outcomeOf(await act(stage, clickAction(clickable(stage, deed))));
};

/** Keeps what was entered, and sends it on if the element is one that does. */
export const enterValue = async (context: Context, person: PersonRecord, deed: DeedOf<'enter'>): Promise<Outcome> => {
  const stage = stageAt(context, person, deed.place);
  keepEntered(stage, deed.entered);
  const field = fieldAt(stage, deed);
  const trigger = deed.isEnterPressed ? 'on_enter_pressed' : 'change';
  if (!dispatchesOn(field).includes(trigger)) return {};
  return outcomeOf(await act(stage, { ...heldBy(stage, field), block_id: deed.blockId, action_id: deed.actionId }));
};

export const loadOptions = async (
  context: Context,
  person: PersonRecord,
  deed: DeedOf<'load_options'>,
): Promise<Outcome> => {
  const stage = stageAt(context, person, deed.place);
  keepEntered(stage, deed.entered);
  return { options: await suggest(stage, fieldAt(stage, deed), deed.query) };
};

export const takeFiles = (context: Context, person: PersonRecord, deed: DeedOf<'choose_files'>): Outcome => {
  const stage = stageAt(context, person, deed.place);
  keepEntered(stage, deed.entered);
  chooseFiles(stage, fieldAt(stage, deed), deed.files);
  return {};
};
