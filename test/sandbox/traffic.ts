import type { Usher } from '../support/usher.ts';
import type { ApiCall, Delivery } from '../support/workspace/records.ts';
import type { Exchange } from './sight.ts';

const LATEST = 150;

/** What went back and forth between Slack and Usher, the newest first. */
export const traffic = ({ workspace }: Usher): Exchange[] =>
  [...workspace.deliveries.slice(-LATEST).map(toUsher), ...workspace.calls.slice(-LATEST).map(toSlack)]
    .sort((a, b) => b.at - a.at)
    .slice(0, LATEST);

const pretty = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(unfold(value), null, 2) ?? '');

const toUsher = (delivery: Delivery): Exchange => ({
  at: delivery.at,
  way: 'to Usher',
  what: `${delivery.kind}: ${namePayload(delivery)}`,
  outcome: delivery.failed ?? `acknowledged${delivery.status === undefined ? '' : `, ${delivery.status}`}`,
  isFine: !delivery.failed,
  ms: Math.round(delivery.ackMs),
  sent: pretty(delivery.payload),
  answered: pretty(delivery.body),
});

/** Blocks and views travel as JSON inside of a field: unfolded, they can be read. */
const unfold = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(unfold);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unfold(one)]));
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

const namePayload = ({ kind, payload }: Delivery): string => {
  if (kind === 'command') return `${String(payload['command'])} ${String(payload['text'])}`.trim();
  if (kind === 'event') return String((payload['event'] as { type?: unknown } | undefined)?.type);
  const actions = (payload['actions'] as { action_id?: unknown }[] | undefined) ?? [];
  const view = payload['view'] as { callback_id?: unknown } | undefined;
  const named = actions.map((action) => action.action_id).join(', ') || payload['callback_id'] || view?.callback_id;
  return `${String(payload['type'])} ${String(named ?? payload['action_id'] ?? '')}`.trim();
};

const toSlack = (call: ApiCall): Exchange => {
  const error = call.answer?.['error'];
  const isFine = call.status === undefined || call.answer?.['ok'] === true;
  return {
    at: call.at,
    way: 'to Slack',
    what: call.method,
    outcome: call.status === undefined ? 'not answered yet' : isFine ? 'ok' : `${String(error)}, ${call.status}`,
    isFine,
    ms: call.ms ?? 0,
    sent: pretty(call.args),
    answered: pretty(call.answer),
  };
};
