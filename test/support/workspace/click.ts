import { readerFor } from './directory.ts';
import { type Clickable, findButton, type Question, type Row } from './find.ts';
import type { Action } from './payloads.ts';
import type { Delivery } from './records.ts';
import { act, ask, type Stage } from './stage.ts';
import { effortOf } from './tokens.ts';

/** What came of a click. Nothing is sent when the person says no to the question that the button asks. */
export type Click = {
  readonly sent: boolean;
  readonly question?: Question;
  /** The address that a link button opens. */
  readonly url?: string;
  readonly delivery?: Delivery;
};

export type ClickOptions = { readonly row?: Row; readonly confirm?: boolean };

/** What Slack sends of a click. */
export const clickAction = ({
  element,
  option,
  blockId,
}: Pick<Clickable, 'element' | 'option' | 'blockId'>): Action => {
  const ids = { type: element.type, block_id: blockId, action_id: element.action_id ?? '' };
  const { confirm: _confirm, accessibility_label: _label, ...button } = element.type === 'button' ? element : {};
  return option ? { ...ids, selected_option: option } : { ...button, ...ids };
};

/** Clicks a button or an overflow option. */
export const click = async (stage: Stage, label: string | RegExp, options: ClickOptions): Promise<Click> => {
  const reader = readerFor(stage.state, stage.person);
  const found = findButton(stage.blocks(), reader, label, options.row, stage.where);
  const { element, option } = found;
  effortOf(stage.state, stage.person.id).clicks += option ? 2 : 1;
  const question = ask(stage, element, String(label), options.confirm);
  const url = option ? option.url : element.type === 'button' ? element.url : undefined;
  const seen = { ...(question && { question }), ...(url !== undefined && { url }) };
  if (options.confirm === false) return { sent: false, ...seen };
  const delivery = await act(stage, clickAction(found));
  return { sent: true, delivery, ...seen };
};
