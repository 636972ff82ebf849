import { identify } from './identify.ts';
import type { HomeDefinition, ModalDefinition, ViewDefinition } from './kit/validate-view.ts';
import type { ViewRecord } from './records.ts';
import { nowOf, type State } from './state.ts';
import { effortOf } from './tokens.ts';
import { stateOf } from './values.ts';

/** One root and two pushes. */
export const STACK_LIMIT = 3;

const newHash = (state: State): string => `${Math.floor(nowOf(state) / 1000)}.${state.ids.secret().slice(0, 8)}`;

const identified = <V extends ViewDefinition>(state: State, definition: V): V => ({
  ...definition,
  blocks: identify(definition.blocks, state.ids),
});

export const stackOf = (state: State, userId: string): ViewRecord[] =>
  (state.stacks.get(userId) ?? []).flatMap((id) => state.views.get(id) ?? []);

const addView = (
  state: State,
  userId: string,
  definition: ViewDefinition,
  below: ViewRecord | undefined,
): ViewRecord => {
  const id = state.ids.next('V');
  const known = identified(state, definition);
  const view: ViewRecord = {
    id,
    userId,
    definition: known,
    hash: newHash(state),
    rootViewId: below?.rootViewId ?? id,
    previousViewId: below?.id ?? null,
    values: stateOf(known.blocks),
    errors: {},
    open: true,
  };
  state.views.set(id, view);
  return view;
};

/** Opens a modal as the root of a new stack; what was open before is gone. */
export const openModal = (state: State, userId: string, definition: ModalDefinition): ViewRecord => {
  closeModals(state, stackOf(state, userId));
  const view = addView(state, userId, definition, undefined);
  state.stacks.set(userId, [view.id]);
  effortOf(state, userId).modals += 1;
  return view;
};

/** Puts a modal on top of a person's stack. The caller has checked STACK_LIMIT. */
export const pushModal = (state: State, userId: string, definition: ModalDefinition): ViewRecord => {
  const below = stackOf(state, userId).at(-1);
  const view = addView(state, userId, definition, below);
  state.stacks.set(userId, [...(state.stacks.get(userId) ?? []), view.id]);
  effortOf(state, userId).modals += 1;
  return view;
};

/** New content for a view: it keeps its id and what was entered where the ids stayed, and gets a new hash. */
export const updateView = (state: State, view: ViewRecord, definition: ViewDefinition): ViewRecord => {
  const known = identified(state, definition);
  view.values = stateOf(known.blocks, view.values);
  view.definition = known;
  view.hash = newHash(state);
  view.errors = {};
  return view;
};

export const closeModals = (state: State, views: readonly ViewRecord[]): void => {
  for (const view of views) {
    view.open = false;
    const left = (state.stacks.get(view.userId) ?? []).filter((id) => id !== view.id);
    state.stacks.set(view.userId, left);
  }
};

export const homeOf = (state: State, userId: string): ViewRecord | undefined =>
  state.views.get(state.homes.get(userId) ?? '');

export const publishHome = (state: State, userId: string, definition: HomeDefinition): ViewRecord => {
  const home = homeOf(state, userId);
  if (home) return updateView(state, home, definition);
  const view = addView(state, userId, definition, undefined);
  state.homes.set(userId, view.id);
  return view;
};

/** An open view with this external id: it must be the only one of the workspace. */
export const byExternalId = (state: State, externalId: string | undefined): ViewRecord | undefined =>
  externalId
    ? [...state.views.values()].find((one) => one.open && one.definition.external_id === externalId)
    : undefined;

/** A view as the Web API and interactions carry it. */
export const viewObject = (state: State, view: ViewRecord): Record<string, unknown> => {
  const { definition } = view;
  const isModal = definition.type === 'modal';
  return {
    id: view.id,
    team_id: state.team.id,
    type: definition.type,
    blocks: definition.blocks,
    private_metadata: definition.private_metadata ?? '',
    callback_id: definition.callback_id ?? '',
    state: { values: view.values },
    hash: view.hash,
    title: isModal ? definition.title : { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: (isModal && definition.clear_on_close) ?? false,
    notify_on_close: (isModal && definition.notify_on_close) ?? false,
    close: (isModal && definition.close) || null,
    submit: (isModal && definition.submit) || null,
    previous_view_id: view.previousViewId,
    root_view_id: view.rootViewId,
    app_id: state.app.id,
    external_id: definition.external_id ?? '',
    app_installed_team_id: state.team.id,
    bot_id: state.app.botId,
  };
};
