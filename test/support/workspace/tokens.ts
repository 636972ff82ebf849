import type { Effort, MessageRecord, Trigger } from './records.ts';
import { nowOf, type State } from './state.ts';

const RESPONSE_URL_LIFE_MS = 30 * 60 * 1000;

export const issueTrigger = (state: State, userId: string, viewId?: string): string => {
  const id = `${state.triggers.size + 1}.${Date.now()}.${state.ids.secret()}`;
  state.triggers.set(id, { userId, expiresAt: nowOf(state) + state.deadlineMs, viewId, used: false });
  return id;
};

export type TriggerVerdict =
  | { readonly ok: true; readonly trigger: Trigger }
  | { readonly ok: false; readonly error: string };

/** Looks a trigger up without using it: it lives for 3 seconds, and serves once. */
export const checkTrigger = (state: State, id: string | undefined): TriggerVerdict => {
  const trigger = state.triggers.get(id ?? '');
  if (!trigger) return { ok: false, error: 'invalid_trigger_id' };
  if (trigger.used) return { ok: false, error: 'exchanged_trigger_id' };
  if (nowOf(state) > trigger.expiresAt) return { ok: false, error: 'expired_trigger_id' };
  return { ok: true, trigger };
};

export const issueResponseUrl = (state: State, userId: string, channel: string, source?: MessageRecord): string => {
  const secret = state.ids.secret();
  const expiresAt = nowOf(state) + RESPONSE_URL_LIFE_MS;
  state.responseUrls.set(secret, { userId, channel, expiresAt, source, uses: 0 });
  return `${state.origin}/response/${secret}`;
};

export const effortOf = (state: State, userId: string): Effort => {
  const effort = state.efforts.get(userId) ?? { keys: 0, clicks: 0, modals: 0 };
  state.efforts.set(userId, effort);
  return effort;
};
