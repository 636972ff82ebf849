import { setTimeout as sleep } from 'node:timers/promises';
import { type Channel, channelHandle } from './channel.ts';
import { createBot, createPerson, createStranger, type NewPerson } from './create-people.ts';
import { type Connection, deliver } from './delivery.ts';
import { readerFor } from './directory.ts';
import { createFaults, type Faults, type Limits } from './faults.ts';
import type { Block } from './kit/blocks.ts';
import type { Named } from './options.ts';
import type { DeliveryOptions } from './parcel.ts';
import { eventPayload } from './payloads.ts';
import { type Context, type Person, personHandle } from './person.ts';
import { createRateLimits } from './rate-limits.ts';
import type { ApiCall, Delivery, UserGroupRecord } from './records.ts';
import { ringAlarms } from './redelivery.ts';
import { renderBlocks } from './render.ts';
import { startServer } from './server.ts';
import type { Sockets } from './socket-mode.ts';
import { createState, nowOf, type State, type WorkspaceOptions } from './state.ts';

/** What to hand to the app once more, or in a forged way: an earlier delivery, or a payload of one's own. */
type Handover = DeliveryOptions & {
  readonly what?: Pick<Delivery, 'kind' | 'payload'>;
  /** How many copies, all at once. */
  readonly repeat?: number;
};

/** A small Slack of our own, for tests and the demo. */
export type Workspace = {
  /** For `clientOptions.slackApiUrl`: `http://127.0.0.1:PORT/api/`. */
  readonly apiUrl: string;
  readonly token: string;
  /** App-level, for Socket Mode. */
  readonly appToken: string;
  readonly team: { readonly id: string; readonly name: string };
  readonly appId: string;
  readonly botUserId: string;
  readonly scopes: Set<string>;
  /** Tells where the app listens and what secret it shares; without it nothing can be sent to it. */
  readonly connect: (connection: Connection) => void;
  /** The app connects by itself, in Socket Mode: what people do goes to the connections it opened. */
  readonly connectSockets: () => void;
  readonly disconnect: () => void;
  /** Where the app says for how long it has not been at anything that it acked: `settled` waits for that, too. */
  readonly follow: (appQuietMs: () => number) => void;
  /** The connections of Socket Mode, and what befalls them. */
  readonly sockets: Pick<Sockets, 'acked' | 'count' | 'disconnect' | 'cut' | 'stall'>;
  readonly person: (given?: NewPerson) => Person;
  readonly bot: (given?: NewPerson) => Person;
  readonly stranger: (given?: NewPerson) => Person;
  /** Everybody, Slackbot and the app's own bot included. */
  readonly people: () => Person[];
  readonly channel: (
    name: string,
    options?: { members?: readonly Named[]; botIsMember?: boolean; isPrivate?: boolean },
  ) => Channel;
  /** A user group, and who is in it. */
  readonly userGroup: (handle: string, members: readonly Named[]) => UserGroupRecord;
  /** Deactivates a person in Slack. */
  readonly deactivate: (person: Person) => Promise<Delivery | undefined>;
  /** Every Web API call, oldest first. */
  readonly calls: readonly ApiCall[];
  readonly callsOf: (method: string) => ApiCall[];
  readonly deliveries: readonly Delivery[];
  /** What Slack lets pass but a careful app avoids. Tests assert that it is empty. */
  readonly warnings: readonly string[];
  /** Messages, views and acks that were refused for their content. Tests assert that it is empty. */
  readonly refusals: readonly string[];
  readonly faults: Faults;
  readonly limits: Limits & {
    /** With `rateLimits`: calls that came once more before they had waited as long as Slack said. Tests assert that it is empty. */
    readonly tooSoon: readonly string[];
  };
  /** Whether an event that was not acked is delivered again, as Slack does; on from the beginning. */
  readonly setRedelivery: (enabled: boolean) => void;
  /** Sends an event of one's own. */
  readonly event: (event: Record<string, unknown> & { type: string }) => Promise<Delivery>;
  /** The low-level door: the last delivery again if not told otherwise, with forged signatures or stamps if told so. */
  readonly deliver: (handover?: Handover) => Promise<Delivery[]>;
  /** Empties the logs: calls, deliveries, warnings and refusals. */
  readonly forget: () => void;
  /** Moves the workspace's clock on: triggers, response_urls and limits expire by it, events come again, message stamps follow it. */
  readonly advance: (milliseconds: number) => void;
  readonly setMessagesTab: (enabled: boolean) => void;
  readonly setHomeTab: (enabled: boolean) => void;
  /** Off: connections of Socket Mode are turned away. */
  readonly setSocketMode: (enabled: boolean) => void;
  /** Larger files than this are refused. */
  readonly setUploadLimit: (bytes: number) => void;
  /** Makes the app's token useless from now on. */
  readonly revokeToken: (error?: 'token_revoked' | 'account_inactive') => void;
  /** Makes it good again. */
  readonly restoreToken: () => void;
  /** Blocks as plain text, the way this person reads them. */
  readonly renderText: (
    kit: readonly Block[] | { readonly blocks: readonly Block[] },
    options?: { viewer?: Person },
  ) => string;
  /** All of it, for whoever shows it or acts by ids instead of labels: the sandbox. */
  readonly context: Context;
  /** Waits until nothing is on its way, nor answered by an app that is followed, and has not been for `quietMs`. */
  readonly settled: (options?: { quietMs?: number; timeoutMs?: number }) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** How often in a row: what has just been sent is read in one of the next turns of the event loop, however much time passes before. */
const LOOKS = 3;

const settled = async (state: State, quietMs = 150, timeoutMs = 30_000): Promise<void> => {
  const { activity } = state;
  const deadline = Date.now() + timeoutMs;
  for (let quiet = 0; ; ) {
    const isQuiet = Math.min(Date.now() - activity.lastAt, activity.appQuietMs()) >= quietMs;
    quiet = isQuiet && activity.inFlight === 0 ? quiet + 1 : 0;
    if (quiet === LOOKS) return;
    if (Date.now() > deadline) {
      const last = state.calls.slice(-5).map((call) => `${call.method} ${call.answer ? 'answered' : 'open'}`);
      const app = activity.appQuietMs() === 0 ? 'the app is answering' : 'the app answers nobody';
      throw new Error(
        `Not settled after ${timeoutMs} ms: ${activity.inFlight} in flight, ${app}; last calls: ${last.join(', ')}`,
      );
    }
    await sleep(5);
  }
};

const handOver = (context: Context, { what, repeat = 1, ...options }: Handover): Promise<Delivery[]> => {
  const parcel = what ?? context.state.deliveries.at(-1);
  if (!parcel) throw new Error('Nothing has been delivered yet: say what to deliver');
  const { kind, payload } = parcel;
  return Promise.all(
    Array.from({ length: repeat }, () => deliver(context.state, context.connection(), { kind, payload }, options)),
  );
};

const createChannel = (context: Context, name: string, options: Parameters<Workspace['channel']>[1] = {}): Channel => {
  const { state } = context;
  const members = new Set((options.members ?? []).map((person) => person.id));
  if (options.botIsMember) members.add(state.app.botUserId);
  const record = {
    id: state.ids.next('C'),
    name,
    isPrivate: options.isPrivate ?? false,
    isArchived: false,
    members,
    created: Math.floor(nowOf(state) / 1000),
  };
  state.channels.set(record.id, record);
  return channelHandle(context, record);
};

const createUserGroup = ({ state }: Context, handle: string, members: readonly Named[]): UserGroupRecord => {
  const users = new Set(members.map(({ id }) => id));
  const record = { id: state.ids.next('S'), handle, name: `Group ${handle}`, users };
  state.userGroups.set(record.id, record);
  return record;
};

/** Starts a workspace on a free port of 127.0.0.1. The caller stops it. */
export const startWorkspace = async (options: WorkspaceOptions = {}): Promise<Workspace> => {
  const state = createState(options);
  const faultDesk = createFaults();
  const { rateLimits: limits } = options;
  const rateLimits = limits ? createRateLimits(limits === true ? {} : limits) : undefined;
  const { server, sockets } = await startServer({ state, faultDesk, rateLimits }, options.port ?? 0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  state.origin = `http://127.0.0.1:${port}`;
  let connection: Connection | undefined;
  const context: Context = { state, connection: () => connection };
  return {
    apiUrl: `${state.origin}/api/`,
    token: state.app.token,
    appToken: state.app.appToken,
    team: state.team,
    appId: state.app.id,
    botUserId: state.app.botUserId,
    scopes: state.scopes,
    connect: (next) => {
      connection = next;
    },
    connectSockets: () => {
      connection = { sockets };
    },
    sockets,
    disconnect: () => {
      connection = undefined;
    },
    follow: (appQuietMs) => {
      state.activity.appQuietMs = appQuietMs;
    },
    person: (given) => createPerson(context, given),
    bot: (given) => createBot(context, given),
    stranger: (given) => createStranger(context, given),
    people: () => [...state.people.values()].map((record) => personHandle(context, record)),
    channel: (name, channelOptions) => createChannel(context, name, channelOptions),
    userGroup: (handle, members) => createUserGroup(context, handle, members),
    deactivate: (person) => person.update({ deleted: true }),
    calls: state.calls,
    callsOf: (method) => state.calls.filter((call) => call.method === method),
    deliveries: state.deliveries,
    warnings: state.warnings,
    refusals: state.refusals,
    faults: faultDesk.faults,
    limits: { ...faultDesk.limits, tooSoon: rateLimits?.tooSoon ?? [] },
    setRedelivery: (enabled) => {
      state.redelivers = enabled;
    },
    event: (event) => deliver(state, connection, { kind: 'event', payload: eventPayload(state, event) }),
    deliver: (handover = {}) => handOver(context, handover),
    forget: () => {
      for (const log of [state.calls, state.deliveries, state.warnings, state.refusals]) log.length = 0;
    },
    advance: (milliseconds) => {
      state.clockOffset += milliseconds;
      ringAlarms(state);
    },
    setMessagesTab: (enabled) => {
      state.messagesTab = enabled;
    },
    setHomeTab: (enabled) => {
      state.homeTab = enabled;
    },
    setSocketMode: (enabled) => {
      state.socketMode = enabled;
    },
    setUploadLimit: (bytes) => {
      state.uploadLimit = bytes;
    },
    revokeToken: (error = 'token_revoked') => {
      state.token = error;
    },
    restoreToken: () => {
      state.token = 'good';
    },
    renderText: (kit, { viewer } = {}) => {
      const blocks = 'blocks' in kit ? kit.blocks : kit;
      return renderBlocks(blocks, readerFor(state, viewer && state.people.get(viewer.id)));
    },
    context,
    settled: ({ quietMs, timeoutMs } = {}) => settled(state, quietMs, timeoutMs),
    stop: () =>
      new Promise<void>((resolve) => {
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
