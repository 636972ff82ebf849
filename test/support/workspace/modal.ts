import { type Connection, deliver } from './delivery.ts';
import { readerFor } from './directory.ts';
import { fieldsOf } from './find.ts';
import type { Block } from './kit/blocks.ts';
import { viewClosedPayload } from './payloads.ts';
import type { Delivery, PersonRecord, StateValues, ViewRecord } from './records.ts';
import { renderBlocks } from './render.ts';
import type { Stage } from './stage.ts';
import type { State } from './state.ts';
import { type Submission, submit } from './submit.ts';
import { type Surface, surfaceOn } from './surface.ts';
import { effortOf } from './tokens.ts';
import { closeModals, stackOf } from './views.ts';
import { matches, waitFor } from './wait.ts';

/** What came of `modal.submit()`, with the modals that followed as handles. */
type SubmitOutcome = Omit<Submission, 'updated' | 'pushed'> & {
  readonly updatedTo?: Modal;
  readonly pushed?: Modal;
};

/** An open modal in a person's hands. It stays the same handle when the app updates the view. */
export type Modal = Surface & {
  readonly id: string;
  readonly title: string;
  readonly callbackId: string;
  readonly privateMetadata: string;
  readonly hash: string;
  readonly isOpen: boolean;
  /** The view as the app defined it. */
  readonly view: ViewRecord['definition'];
  /** Labels of the buttons at the foot; `submit` is undefined when there is none. */
  readonly foot: { readonly submit: string | undefined; readonly close: string };
  /** All of it as a person reads it: title, blocks with what is entered, errors, foot. */
  readonly text: () => string;
  /** Errors shown under fields now, by label. */
  readonly errors: () => Record<string, string>;
  /** Presses submit, and waits for more than “Still working…”, as a person does; `atOnce`: for the ack alone. */
  readonly submit: (options?: { atOnce?: boolean }) => Promise<SubmitOutcome>;
  /** Presses the close button; with `all`, the cross that closes the whole stack. Resolves with the view_closed, if one was asked for. */
  readonly close: (options?: { all?: boolean }) => Promise<Delivery | undefined>;
  /** Waits until the modal reads like this, after an update by the app. */
  readonly waitFor: (pattern: string | RegExp, options?: { timeoutMs?: number }) => Promise<Modal>;
};

type Context = { readonly state: State; readonly connection: () => Connection | undefined };

const footOf = (view: ViewRecord): Modal['foot'] => {
  const { definition } = view;
  if (definition.type !== 'modal') return { submit: undefined, close: '' };
  return { submit: definition.submit?.text, close: definition.close?.text ?? 'Cancel' };
};

const titleOf = (view: ViewRecord): string => (view.definition.type === 'modal' ? view.definition.title.text : 'Home');

/** A view as plain text, the way a person reads it. */
export const renderView = (state: State, view: ViewRecord, person: PersonRecord | undefined): string => {
  const foot = footOf(view);
  const body = renderBlocks(view.definition.blocks, readerFor(state, person), view);
  if (view.definition.type === 'home') return body;
  const buttons = [foot.close, ...(foot.submit ? [foot.submit] : [])].map((label) => `[${label}]`).join('  ');
  return `${titleOf(view)}\n${'='.repeat(titleOf(view).length)}\n${body}\n${buttons}`;
};

// Slack puts the cursor into the first text field of a fresh modal, or into the one that asks for it.
const firstFocus = (blocks: readonly Block[], person: PersonRecord, state: State): string | undefined => {
  const typed = fieldsOf(blocks, readerFor(state, person)).filter(
    (one) => one.element.type.endsWith('_input') && one.element.type !== 'file_input',
  );
  const first = typed.find((one) => 'focus_on_load' in one.element && one.element.focus_on_load) ?? typed[0];
  return first && `${first.block.block_id}/${first.element.action_id}`;
};

/** The stage of a view: a modal or a Home tab. */
export const stageOfView = (context: Context, person: PersonRecord, view: ViewRecord): Stage => {
  const where = view.definition.type === 'home' ? 'The Home tab' : `The modal "${titleOf(view)}"`;
  return {
    ...context,
    person,
    where,
    blocks: () => {
      if (!view.open) throw new Error(`${where} is closed. ${describeOpen(context.state, person)}`);
      return view.definition.blocks;
    },
    values: () => view.values,
    keep: (values: StateValues) => {
      view.values = values;
    },
    place: () => ({ view }),
    focus: { key: firstFocus(view.definition.blocks, person, context.state) },
  };
};

/** What a person has open, for errors. */
export const describeOpen = (state: State, person: PersonRecord): string => {
  const top = stackOf(state, person.id).at(-1);
  return top ? `Open is:\n${renderView(state, top, person)}` : 'No modal is open.';
};

const close = async (stage: Stage, view: ViewRecord, all: boolean): Promise<Delivery | undefined> => {
  const { state, person } = stage;
  const clears = all || (view.definition.type === 'modal' && view.definition.clear_on_close === true);
  const closing = clears ? stackOf(state, person.id).reverse() : [view];
  closeModals(state, closing);
  let last: Delivery | undefined;
  for (const one of closing) {
    if (one.definition.type !== 'modal' || !one.definition.notify_on_close) continue;
    const payload = viewClosedPayload(state, person, one, clears);
    last = await deliver(state, stage.connection(), { kind: 'interaction', payload });
  }
  return last;
};

/** A modal covers the rest of Slack: whoever wants to do something else dismisses it first, with Escape. */
export const dismissModals = async (context: Context, person: PersonRecord): Promise<void> => {
  const top = stackOf(context.state, person.id).at(-1);
  if (!top) return;
  effortOf(context.state, person.id).keys += 1;
  await close(stageOfView(context, person, top), top, true);
};

export const openedModal = (context: Context, person: PersonRecord, view: ViewRecord): Modal => {
  const { state } = context;
  const stage = stageOfView(context, person, view);
  const text = () => renderView(state, view, person);
  const modal: Modal = {
    ...surfaceOn(stage),
    id: view.id,
    get title() {
      return titleOf(view);
    },
    get callbackId() {
      return view.definition.callback_id ?? '';
    },
    get privateMetadata() {
      return view.definition.private_metadata ?? '';
    },
    get hash() {
      return view.hash;
    },
    get isOpen() {
      return view.open;
    },
    get view() {
      return view.definition;
    },
    get foot() {
      return footOf(view);
    },
    text,
    errors: () => view.errors,
    submit: async ({ atOnce = false } = {}) => {
      stage.blocks();
      const { updated, pushed, ...outcome } = await submit(stage, view);
      const isWorking = (): boolean => view.open && titleOf(view).startsWith('Still working');
      if (updated && !atOnce) await waitFor('the result of a form', () => (isWorking() ? undefined : true), text);
      return {
        ...outcome,
        ...(updated && { updatedTo: modal }),
        ...(pushed && { pushed: openedModal(context, person, pushed) }),
      };
    },
    close: async (options = {}) => {
      stage.blocks();
      effortOf(state, person.id).clicks += 1;
      return close(stage, view, options.all ?? false);
    },
    waitFor: (pattern, options = {}) =>
      waitFor(
        `the modal "${titleOf(view)}" to read ${String(pattern)}`,
        () => (matches(text(), pattern) ? modal : undefined),
        () => (view.open ? text() : `(closed) ${describeOpen(state, person)}`),
        options.timeoutMs,
      ),
  };
  return modal;
};
