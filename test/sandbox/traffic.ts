import type { Usher } from '../support/usher.ts';
import type { ApiCall, Delivery } from '../support/workspace/records.ts';
import type { Exchange } from './sight.ts';

const LATEST = 150;

/** The latest of what happened in an order, each with its number in it. */
const latest = <One>(all: readonly One[], draw: (one: One, number: number) => Exchange): Exchange[] => {
  const skipped = Math.max(0, all.length - LATEST);
  return all.slice(skipped).map((one, index) => draw(one, skipped + index));
};

/** What went back and forth between Slack and Usher, the newest first. */
export const traffic = ({ workspace }: Usher): Exchange[] =>
  [...latest(workspace.deliveries, toUsher), ...latest(workspace.calls, toSlack)]
    .sort((a, b) => b.at - a.at)
    .slice(0, LATEST);

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

const pretty = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(unfold(value), null, 2) ?? '');

const headerLines = (headers: Delivery['headers']): string =>
  Object.entries(headers ?? {})
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

const toUsher = (delivery: Delivery, number: number): Exchange => ({
  id: `delivery-${number}`,
  at: delivery.at,
  way: 'to Usher',
  what: `${delivery.kind}: ${namePayload(delivery)}`,
  by: personIn(delivery),
  outcome: delivery.failed ?? `acknowledged${delivery.status === undefined ? '' : `, ${delivery.status}`}`,
  isFine: !delivery.failed,
  ms: Math.round(delivery.ackMs),
  parts: [
    ...(delivery.headers ? [{ title: 'Signed headers', text: headerLines(delivery.headers) }] : []),
    { title: 'Payload', text: pretty(delivery.payload) },
    { title: 'Answer of Usher', text: pretty(delivery.body) },
  ],
});

const personIn = ({ payload }: Delivery): string | undefined => {
  const [user, event] = [payload['user'], payload['event']] as ({ id?: unknown; user?: unknown } | undefined)[];
  const found = payload['user_id'] ?? user?.id ?? event?.user;
  return typeof found === 'string' ? found : undefined;
};

const namePayload = ({ kind, payload }: Delivery): string => {
  if (kind === 'command') return `${String(payload['command'])} ${String(payload['text'])}`.trim();
  if (kind === 'event') return String((payload['event'] as { type?: unknown } | undefined)?.type);
  const actions = (payload['actions'] as { action_id?: unknown }[] | undefined) ?? [];
  const view = payload['view'] as { callback_id?: unknown } | undefined;
  const named = actions.map((action) => action.action_id).join(', ') || payload['callback_id'] || view?.callback_id;
  return `${String(payload['type'])} ${String(named ?? payload['action_id'] ?? '')}`.trim();
};

const toSlack = (call: ApiCall, number: number): Exchange => {
  const error = call.answer?.['error'];
  const isFine = call.status === undefined || call.answer?.['ok'] === true;
  return {
    id: `call-${number}`,
    at: call.at,
    way: 'to Slack',
    what: call.method,
    by: undefined,
    outcome: call.status === undefined ? 'not answered yet' : isFine ? 'ok' : `${String(error)}, ${call.status}`,
    isFine,
    ms: call.ms ?? 0,
    parts: [
      { title: 'Arguments', text: pretty(call.args) },
      { title: 'Answer of Slack', text: pretty(call.answer) },
    ],
  };
};
