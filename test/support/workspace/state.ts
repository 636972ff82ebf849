import { createIds, type Ids } from './ids.ts';
import type {
  ApiCall,
  ChannelRecord,
  Delivery,
  Effort,
  MessageRecord,
  PersonRecord,
  ResponseUrl,
  Trigger,
  UploadRecord,
  UserGroupRecord,
  ViewRecord,
} from './records.ts';
import { DEFAULT_SCOPES } from './scopes.ts';

export type WorkspaceOptions = {
  teamId?: string;
  teamName?: string;
  /** Zone of the workspace: default of its people, and of texts rendered for nobody in particular. */
  zone?: string;
  /** Port of the server; 0, the default, takes a free one. */
  port?: number;
  /** Bot scopes that were granted. */
  scopes?: readonly string[];
  /** Holds Slack's limits of calls, or a share of them, and answers 429 above them; off unless told otherwise, since tests are in a hurry. */
  rateLimits?: boolean | { readonly share: number };
  /** How long it waits for an ack, and how long a trigger lives, in milliseconds: 3000, as in Slack, unless told otherwise. */
  deadlineMs?: number;
  /** Whether people, channels and links in command text are turned into `<@U1|ada>` (the manifest's `should_escape`). */
  shouldEscape?: boolean;
};

export type State = {
  readonly team: { readonly id: string; name: string; readonly domain: string };
  readonly app: {
    readonly id: string;
    readonly botUserId: string;
    readonly botId: string;
    readonly token: string;
    /** App-level, with `connections:write`: opens Socket Mode. */
    readonly appToken: string;
    readonly verificationToken: string;
  };
  readonly ids: Ids;
  readonly zone: string;
  readonly shouldEscape: boolean;
  readonly deadlineMs: number;
  readonly scopes: Set<string>;
  readonly people: Map<string, PersonRecord>;
  readonly channels: Map<string, ChannelRecord>;
  /** By id, with the ids of those in it. */
  readonly userGroups: Map<string, UserGroupRecord>;
  /** Open DMs with the app: user id by channel id. */
  readonly directs: Map<string, string>;
  /** By channel id, oldest first, ephemeral ones among them. */
  readonly messages: Map<string, MessageRecord[]>;
  readonly views: Map<string, ViewRecord>;
  /** Open modals by user id, the top one last. */
  readonly stacks: Map<string, string[]>;
  /** Home view id by user id. */
  readonly homes: Map<string, string>;
  readonly triggers: Map<string, Trigger>;
  /** By the secret part of the URL. */
  readonly responseUrls: Map<string, ResponseUrl>;
  /** Content of uploaded files by file id. */
  readonly files: Map<string, Buffer>;
  /** The same files, as Slack describes them. */
  readonly fileObjects: Map<string, Readonly<Record<string, unknown>>>;
  /** What the app uploads, by file id. */
  readonly uploads: Map<string, UploadRecord>;
  /** Bytes; larger files are refused. */
  uploadLimit: number;
  /** By user id. */
  readonly efforts: Map<string, Effort>;
  /** `appQuietMs`: for how long the app has not been at anything that it acked, as far as it says so. */
  readonly activity: { inFlight: number; lastAt: number; appQuietMs: () => number };
  readonly calls: ApiCall[];
  readonly deliveries: Delivery[];
  /** What Slack would let pass but a careful app avoids. */
  readonly warnings: string[];
  /** Every message, view or ack that was refused for its content. */
  readonly refusals: string[];
  /** Where response_urls point to: the server's own address, without a slash at the end. */
  origin: string;
  /** How far this workspace's clock runs ahead, in milliseconds. */
  clockOffset: number;
  /** What is to be done at a time of that clock. */
  alarms: { readonly at: number; readonly work: () => void }[];
  /** Whether an event that was not acked is delivered again. */
  redelivers: boolean;
  messagesTab: boolean;
  homeTab: boolean;
  /** Whether the app's manifest turns Socket Mode on. */
  socketMode: boolean;
  token: 'good' | 'token_revoked' | 'account_inactive';
};

// Slack's own, for the acks of commands, interactions and events, and for triggers.
const SLACK_DEADLINE_MS = 3000;

/** Milliseconds by this workspace's clock. */
export const nowOf = (state: State): number => Date.now() + state.clockOffset;

const systemPerson = (id: string, teamId: string, name: string, zone: string): PersonRecord => ({
  id,
  teamId,
  name: name.toLowerCase(),
  firstName: name,
  lastName: '',
  displayName: name,
  email: '',
  image: `https://avatars.example.com/${id}.png`,
  tz: zone,
  isAdmin: false,
  isOwner: false,
  isBot: id !== 'USLACKBOT',
  deleted: false,
  isRestricted: false,
  isUltraRestricted: false,
  isStranger: false,
  isEmailConfirmed: false,
  updated: Math.floor(Date.now() / 1000),
});

/** An empty workspace in which the app is installed: nobody but Slackbot and the app's bot user. */
export const createState = (options: WorkspaceOptions): State => {
  const ids = createIds();
  const team = {
    id: options.teamId ?? ids.next('T'),
    name: options.teamName ?? 'Example Workspace',
    domain: 'example-workspace',
  };
  const app = {
    id: ids.next('A'),
    botUserId: ids.next('U'),
    botId: ids.next('B'),
    token: `xoxb-${ids.secret()}`,
    appToken: `xapp-${ids.secret()}`,
    verificationToken: ids.secret(),
  };
  const zone = options.zone ?? 'Europe/Berlin';
  return {
    team,
    app,
    ids,
    zone,
    shouldEscape: options.shouldEscape ?? true,
    deadlineMs: options.deadlineMs ?? SLACK_DEADLINE_MS,
    scopes: new Set(options.scopes ?? DEFAULT_SCOPES),
    people: new Map([
      ['USLACKBOT', systemPerson('USLACKBOT', team.id, 'Slackbot', zone)],
      [app.botUserId, systemPerson(app.botUserId, team.id, 'Usher', zone)],
    ]),
    channels: new Map(),
    userGroups: new Map(),
    directs: new Map(),
    messages: new Map(),
    views: new Map(),
    stacks: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    files: new Map(),
    fileObjects: new Map(),
    uploads: new Map(),
    uploadLimit: 1024 ** 3,
    efforts: new Map(),
    activity: { inFlight: 0, lastAt: Date.now(), appQuietMs: () => Number.POSITIVE_INFINITY },
    calls: [],
    deliveries: [],
    warnings: [],
    refusals: [],
    origin: '',
    clockOffset: 0,
    alarms: [],
    redelivers: true,
    messagesTab: true,
    homeTab: true,
    socketMode: true,
    token: 'good',
  };
};

/** Runs work that `settled()` waits for. */
export const whileBusy = async <T>(state: State, work: () => Promise<T>): Promise<T> => {
  state.activity.inFlight += 1;
  try {
    return await work();
  } finally {
    state.activity.inFlight -= 1;
    state.activity.lastAt = Date.now();
  }
};
