import type { Reader } from './dates.ts';
import { listedBy } from './directory.ts';
import type { Field } from './find.ts';
import type { PlainOption } from './kit/validate-options.ts';
import { type Named, ownOptions, pickNamed, pickOption } from './options.ts';
import type { PersonRecord, StateValue } from './records.ts';
import type { State } from './state.ts';

/** What a person enters: text, option texts, people, channels, a date or number; null empties the field. */
export type Wish = string | number | Date | Named | null | readonly (string | Named)[];

/** One change of a field, with what it costs. Multi-selects and checkboxes change once for each item. */
export type Step = { readonly value: StateValue; readonly keys: number; readonly clicks: number };

export type Filling = {
  readonly state: State;
  readonly person: PersonRecord;
  readonly reader: Reader;
  readonly where: string;
  /** What the field holds now. */
  readonly now: StateValue;
  /** Asks the app for the options of an external select. */
  readonly suggest: (query: string) => Promise<PlainOption[]>;
};

const asList = (wish: Wish): (string | Named)[] => {
  if (wish === null) return [];
  if (Array.isArray(wish)) return [...wish];
  return [wish as string | Named];
};

const asText = (wish: Wish, where: string): string => {
  if (typeof wish === 'string' || typeof wish === 'number') return String(wish);
  if (wish === null) return '';
  throw new Error(`${where} takes text, not ${JSON.stringify(wish)}`);
};

const typeText = (element: Field['element'], wish: Wish, where: string): Step[] => {
  const text = asText(wish, where);
  if (element.type === 'plain_text_input') {
    const most = element.max_length ?? 3000;
    if (text.length > most) throw new Error(`${where} takes at most ${most} characters, not ${text.length}`);
    if (text.includes('\n') && !element.multiline) throw new Error(`${where} has one line: it takes no line break`);
  }
  return [{ value: { type: element.type, value: text || null }, keys: text.length, clicks: 0 }];
};

/** From what is chosen now to what is wanted, one item at a time, removals first. */
const toggle = <T>(now: readonly T[], wanted: readonly T[], same: (a: T, b: T) => boolean): T[][] => {
  const steps: T[][] = [];
  let held = [...now];
  for (const item of now) {
    if (wanted.some((one) => same(one, item))) continue;
    held = held.filter((one) => one !== item);
    steps.push(held);
  }
  for (const item of wanted) {
    if (held.some((one) => same(one, item))) continue;
    held = [...held, item];
    steps.push(held);
  }
  return steps;
};

type Valued = { readonly value?: string | undefined };
const sameValue = (a: Valued, b: Valued): boolean => a.value === b.value;

const checkCount = (element: Field['element'], count: number, where: string): void => {
  const most = 'max_selected_items' in element ? element.max_selected_items : undefined;
  if (most !== undefined && count > most) throw new Error(`${where} takes at most ${most} choices, not ${count}`);
};

/** Options by text: the element's own, or those that the app suggests for what is typed. */
const chooseOptions = async (
  element: Field['element'],
  wish: Wish,
  filling: Filling,
  many: boolean,
): Promise<Step[]> => {
  const { reader, where, now } = filling;
  const external = element.type.endsWith('external_select');
  const wanted: Valued[] = [];
  let keys = 0;
  for (const text of asList(wish).map((one) => asText(one as Wish, where))) {
    const offered = external ? await filling.suggest(text) : ownOptions(element);
    if (external) keys += text.length;
    wanted.push(pickOption(offered, text, reader, where));
  }
  // A menu has to be opened first; radio buttons and checkboxes lie open.
  const opening = element.type.endsWith('select') ? 1 : 0;
  if (!many) return [{ value: { type: element.type, selected_option: wanted[0] ?? null }, keys, clicks: 1 + opening }];
  checkCount(element, wanted.length, where);
  const held = (now['selected_options'] as Valued[] | undefined) ?? [];
  return toggle(held, wanted, sameValue).map((selected_options, index) => ({
    value: { type: element.type, selected_options },
    keys: index === 0 ? keys : 0,
    clicks: 1 + (index === 0 ? opening : 0),
  }));
};

const LISTED: Readonly<Record<string, string>> = {
  users_select: 'selected_user',
  channels_select: 'selected_channel',
  conversations_select: 'selected_conversation',
};

const chooseListed = (element: Field['element'], wish: Wish, filling: Filling): Step[] => {
  const { state, person, where, now } = filling;
  const listed = listedBy(element, state, person);
  const wanted = asList(wish).map((one) => pickNamed(one, listed, where));
  const key = LISTED[element.type.replace('multi_', '')] ?? '';
  if (!element.type.startsWith('multi_'))
    return [{ value: { type: element.type, [key]: wanted[0] ?? null }, keys: 0, clicks: 2 }];
  checkCount(element, wanted.length, where);
  const held = (now[`${key}s`] as string[] | undefined) ?? [];
  return toggle(held, wanted, (a, b) => a === b).map((ids, index) => ({
    value: { type: element.type, [`${key}s`]: ids },
    keys: 0,
    clicks: index === 0 ? 2 : 1,
  }));
};

const choosePoint = (element: Field['element'], wish: Wish, where: string): Step[] => {
  if (element.type === 'datetimepicker') {
    const seconds = wish instanceof Date ? Math.floor(wish.getTime() / 1000) : wish;
    return [{ value: { type: element.type, selected_date_time: seconds }, keys: 0, clicks: 4 }];
  }
  const text = asText(wish, where) || null;
  const [key, shape] =
    element.type === 'datepicker' ? ['selected_date', /^\d{4}-\d{2}-\d{2}$/] : ['selected_time', /^\d{2}:\d{2}$/];
  if (text && !(shape as RegExp).test(text)) throw new Error(`${where} does not take "${text}"`);
  return [{ value: { type: element.type, [key as string]: text }, keys: 0, clicks: 2 }];
};

const typeRichText = (text: string): Record<string, unknown> => ({
  rich_text_value: { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] },
});

/** The steps by which a person brings a field from what it holds to what they wish. @throws what Slack's client would refuse */
export const stepsFor = async (element: Field['element'], wish: Wish, filling: Filling): Promise<Step[]> => {
  const { where } = filling;
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return typeText(element, wish, where);
    case 'rich_text_input': {
      const text = asText(wish, where);
      return [{ value: { type: element.type, ...(text && typeRichText(text)) }, keys: text.length, clicks: 0 }];
    }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return chooseOptions(element, wish, filling, false);
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return chooseOptions(element, wish, filling, true);
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return choosePoint(element, wish, where);
    case 'file_input':
      throw new Error(`${where} takes a file: use upload()`);
    default:
      return chooseListed(element, wish, filling);
  }
};
