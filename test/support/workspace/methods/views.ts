import { type Answer, type Args, answer, jsonArg, type Method, refuse, refuseContent, textArg } from '../answer.ts';
import { type ViewDefinition, type ViewVerdict, validateHome, validateModal } from '../kit/validate-view.ts';
import type { ViewRecord } from '../records.ts';
import type { State } from '../state.ts';
import { checkTrigger } from '../tokens.ts';
import {
  byExternalId,
  homeOf,
  openModal,
  publishHome,
  pushModal,
  STACK_LIMIT,
  stackOf,
  updateView,
  viewObject,
} from '../views.ts';

type Read<V> = { ok: true; view: V } | { ok: false; answer: Answer };

const readView = <V extends ViewDefinition>(args: Args, validate: (value: unknown) => ViewVerdict<V>): Read<V> => {
  const json = jsonArg(args, 'view');
  if (json === 'broken' || json.value === undefined)
    return {
      ok: false,
      answer: refuseContent('invalid_arguments', [
        'failed to match all allowed schemas [json-pointer:/view]',
        'must provide an object [json-pointer:/view]',
      ]),
    };
  const verdict = validate(json.value);
  return verdict.ok ? verdict : { ok: false, answer: refuseContent(verdict.error, verdict.messages) };
};

const shown = (state: State, view: ViewRecord): Answer => answer({ view: viewObject(state, view) });

const isTaken = (state: State, definition: ViewDefinition, but?: ViewRecord): boolean => {
  const holder = byExternalId(state, definition.external_id);
  return holder !== undefined && holder !== but;
};

export const viewsOpen: Method = (args, state) => {
  const read = readView(args, validateModal);
  if (!read.ok) return read.answer;
  const checked = checkTrigger(state, textArg(args, 'trigger_id'));
  if (!checked.ok) return refuse(checked.error);
  if (isTaken(state, read.view)) return refuse('duplicate_external_id');
  if (stackOf(state, checked.trigger.userId).some((view) => view.id === checked.trigger.viewId))
    state.warnings.push('views.open from within an open modal works by chance only: push or update it');
  checked.trigger.used = true;
  return shown(state, openModal(state, checked.trigger.userId, read.view));
};

export const viewsPush: Method = (args, state) => {
  const read = readView(args, validateModal);
  if (!read.ok) return read.answer;
  const checked = checkTrigger(state, textArg(args, 'trigger_id'));
  if (!checked.ok) return refuse(checked.error);
  const { trigger } = checked;
  const stack = stackOf(state, trigger.userId);
  // A trigger that did not arise in an open modal has no stack to push onto.
  if (!stack.some((view) => view.id === trigger.viewId)) return refuse('not_found');
  if (stack.length >= STACK_LIMIT) return refuse('push_limit_reached');
  if (isTaken(state, read.view)) return refuse('duplicate_external_id');
  trigger.used = true;
  return shown(state, pushModal(state, trigger.userId, read.view));
};

export const viewsUpdate: Method = (args, state) => {
  const externalId = textArg(args, 'external_id');
  const view = externalId ? byExternalId(state, externalId) : state.views.get(textArg(args, 'view_id') ?? '');
  const validate = view?.definition.type === 'home' ? validateHome : validateModal;
  const read = readView<ViewDefinition>(args, validate);
  if (!read.ok) return read.answer;
  if (!view?.open) return refuse('not_found');
  const hash = textArg(args, 'hash');
  if (hash && hash !== view.hash) return refuse('hash_conflict');
  if (isTaken(state, read.view, view)) return refuse('duplicate_external_id');
  return shown(state, updateView(state, view, read.view));
};

export const viewsPublish: Method = (args, state) => {
  const read = readView(args, validateHome);
  if (!read.ok) return read.answer;
  const userId = textArg(args, 'user_id') ?? '';
  if (!state.people.has(userId)) return refuse('user_not_found');
  if (!state.homeTab) return refuse('not_enabled');
  const home = homeOf(state, userId);
  const hash = textArg(args, 'hash');
  if (hash && hash !== home?.hash) return refuse('hash_conflict');
  if (isTaken(state, read.view, home)) return refuse('duplicate_external_id');
  return shown(state, publishHome(state, userId, read.view));
};
