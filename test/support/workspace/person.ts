import { directIdOf, directOf } from './conversations.ts';
import { type Connection, deliver } from './delivery.ts';
import { fullName } from './directory.ts';
import { filesOf, type SeenFile } from './methods/files.ts';
import { userObject } from './methods/users.ts';
import { describeOpen, dismissModals, type Modal, openedModal, renderView, stageOfView } from './modal.ts';
import type { Named } from './options.ts';
import { eventPayload, messageShortcutPayload, shortcutPayload } from './payloads.ts';
import type { Delivery, Effort, PersonRecord } from './records.ts';
import { ephemeralRecords, ephemeralsOf, messagesIn, type SeenMessage } from './seen-message.ts';
import { type FileToUpload, keepFile } from './shared-files.ts';
import { nowOf, type State } from './state.ts';
import { type Surface, surfaceOn } from './surface.ts';
import { effortOf } from './tokens.ts';
import { type CommandAnswer, typeCommand } from './type-command.ts';
import { homeOf, stackOf, viewObject } from './views.ts';
import { isLabel, matches, waitFor } from './wait.ts';

type Patience = { readonly timeoutMs?: number };

/** What can be changed about a person. */
export type PersonChanges = Partial<Omit<PersonRecord, 'id' | 'updated'>>;

type ModalOptions = Patience & {
  /** Wait until it is no longer a "Loading…" or "Still working…" view. */
  readonly settled?: boolean;
  /** Wait for the modal with this title. */
  readonly title?: string | RegExp;
  /** Wait for another modal than this one: the one that a click in it opens. */
  readonly after?: { readonly id: string };
};

type HomeTab = Surface & { readonly text: () => string };

/** A person (or bot, or stranger) of the workspace, to act as. */
export type Person = Readonly<Omit<PersonRecord, 'updated'>> & {
  /** How others mention them in a command: `@ada`. */
  readonly mention: string;
  readonly fullName: string;
  /** Id of their DM with the app. */
  readonly direct: string;
  /** What they have spent since the last reset. */
  readonly effort: Readonly<Effort>;
  readonly resetEffort: () => void;
  /** Types a command in a conversation, the DM with the app by default. Resolves with the answer; `atOnce`: with the ack. */
  readonly types: (text: string, options?: { in?: Named; atOnce?: boolean }) => Promise<CommandAnswer>;
  /** Starts a global shortcut. */
  readonly uses: (callbackId: string) => Promise<Delivery>;
  /** Starts a shortcut from the menu of a message that somebody wrote in a channel. */
  readonly usesOn: (message: { text: string; by: Named; in: Named }, callbackId: string) => Promise<Delivery>;
  /** The top open modal; waits for it. */
  readonly modal: (options?: ModalOptions) => Promise<Modal>;
  /** Open modals, the top one last. */
  readonly modals: () => Modal[];
  /** Messages of a conversation, the DM with the app by default, oldest first. */
  readonly messages: (options?: { in?: Named }) => SeenMessage[];
  /** The latest message that reads like this; waits for it. */
  readonly waitForMessage: (pattern: string | RegExp, options?: Patience & { in?: Named }) => Promise<SeenMessage>;
  /** Files that the app has sent them, oldest first. */
  readonly files: () => SeenFile[];
  /** Messages that only they see, in all conversations. */
  readonly ephemerals: (options?: { from?: number }) => SeenMessage[];
  /** How many there are: a place to read on `from`. */
  readonly ephemeralCount: () => number;
  readonly waitForEphemeral: (pattern: string | RegExp, options?: Patience) => Promise<SeenMessage>;
  /** Opens the app's Home tab: the app gets `app_home_opened`. */
  readonly opensHome: () => Promise<Delivery>;
  /** The Home tab as it was last published. @throws when there is none */
  readonly home: () => HomeTab;
  readonly waitForHome: (pattern: string | RegExp, options?: Patience) => Promise<HomeTab>;
  /** Changes their Slack profile at once, and tells the app by `user_change` if one is connected. */
  readonly update: (changes: PersonChanges) => Promise<Delivery | undefined>;
  /** Drops a file into the DM with the app, which gets `file_shared`. */
  readonly drops: (file: FileToUpload) => Promise<Delivery>;
  /** Tells the app by `team_join` that they are new. */
  readonly arrives: () => Promise<Delivery>;
};

export type Context = { readonly state: State; readonly connection: () => Connection | undefined };

const UNSETTLED = /^(loading|working|still working)/i;

const isUnsettled = (text: string): boolean => text.split('\n').some((line) => UNSETTLED.test(line.trim()));

const sendEvent = (context: Context, event: Record<string, unknown> & { type: string }): Promise<Delivery> =>
  deliver(context.state, context.connection(), { kind: 'event', payload: eventPayload(context.state, event) });

const said = (messages: readonly SeenMessage[]): string =>
  messages
    .slice(-5)
    .map((message) => `- ${message.text}`)
    .join('\n') || '(nothing)';

const waitForModal = (context: Context, record: PersonRecord, options: ModalOptions): Promise<Modal> => {
  const { state } = context;
  return waitFor(
    `a modal${options.title ? ` titled ${String(options.title)}` : ''} of ${record.name}`,
    () => {
      const top = stackOf(state, record.id).at(-1);
      if (!top || top.id === options.after?.id) return undefined;
      const modal = openedModal(context, record, top);
      if (options.title && !isLabel(modal.title, options.title)) return undefined;
      return options.settled && isUnsettled(modal.text()) ? undefined : modal;
    },
    () => `${describeOpen(state, record)}\nTold to ${record.name} alone:\n${said(ephemeralsOf(context, record))}`,
    options.timeoutMs,
  );
};

const waitForSaid = (
  what: string,
  look: () => SeenMessage[],
  pattern: string | RegExp,
  options: Patience,
): Promise<SeenMessage> =>
  waitFor(
    `${what} that reads ${String(pattern)}`,
    () => look().findLast((message) => matches(message.text, pattern)),
    () => said(look()),
    options.timeoutMs,
  );

const homeTab = (context: Context, record: PersonRecord): HomeTab => {
  const view = homeOf(context.state, record.id);
  if (!view) throw new Error(`The app has published no Home tab for ${record.name}`);
  return { ...surfaceOn(stageOfView(context, record, view)), text: () => renderView(context.state, view, record) };
};

const opensHome = async (context: Context, record: PersonRecord): Promise<Delivery> => {
  const { state } = context;
  await dismissModals(context, record);
  effortOf(state, record.id).clicks += 1;
  const home = homeOf(state, record.id);
  return sendEvent(context, {
    type: 'app_home_opened',
    user: record.id,
    channel: directOf(state, record.id),
    tab: 'home',
    ...(home && { view: viewObject(state, home) }),
  });
};

const update = async (
  context: Context,
  record: PersonRecord,
  changes: PersonChanges,
): Promise<Delivery | undefined> => {
  const { state } = context;
  Object.assign(record, changes, { updated: Math.floor(nowOf(state) / 1000) });
  if (!context.connection()) return undefined;
  return sendEvent(context, { type: 'user_change', user: userObject(record, state), cache_ts: record.updated });
};

const drops = (context: Context, record: PersonRecord, file: FileToUpload): Promise<Delivery> => {
  const { id } = keepFile(context.state, record, file);
  effortOf(context.state, record.id).clicks += 2;
  return sendEvent(context, {
    type: 'file_shared',
    file_id: id,
    user_id: record.id,
    file: { id },
    channel_id: directOf(context.state, record.id),
  });
};

/** The handle of a person; its profile fields read the present state. */
export const personHandle = (context: Context, record: PersonRecord): Person => {
  const { state } = context;
  const place = (options: { in?: Named } | undefined): string => options?.in?.id ?? directIdOf(record.id);
  const messages: Person['messages'] = (options) => messagesIn(context, place(options), record);
  const ephemerals: Person['ephemerals'] = ({ from } = {}) => ephemeralsOf(context, record, from);
  const own = {
    resetEffort: () => void state.efforts.delete(record.id),
    types: async (text, options) => {
      await dismissModals(context, record);
      return typeCommand(context, record, text, options);
    },
    uses: async (callbackId) => {
      await dismissModals(context, record);
      // The lightning menu, then the shortcut.
      effortOf(state, record.id).clicks += 2;
      return deliver(state, context.connection(), {
        kind: 'interaction',
        payload: shortcutPayload(state, record, callbackId),
      });
    },
    usesOn: async ({ text, by, in: { id: channel } }, callbackId) => {
      await dismissModals(context, record);
      effortOf(state, record.id).clicks += 2;
      return deliver(state, context.connection(), {
        kind: 'interaction',
        payload: messageShortcutPayload(state, record, callbackId, { text, user: by.id, channel }),
      });
    },
    modal: (options = {}) => waitForModal(context, record, options),
    modals: () => stackOf(state, record.id).map((view) => openedModal(context, record, view)),
    messages,
    waitForMessage: (pattern, options = {}) => waitForSaid('a message', () => messages(options), pattern, options),
    files: () => filesOf(state, record.id),
    ephemerals,
    ephemeralCount: () => ephemeralRecords(state, record).length,
    waitForEphemeral: (pattern, options = {}) => waitForSaid('an ephemeral message', ephemerals, pattern, options),
    opensHome: () => opensHome(context, record),
    home: () => homeTab(context, record),
    waitForHome: (pattern, options = {}) =>
      waitFor(
        `a Home tab that reads ${String(pattern)}`,
        () =>
          homeOf(state, record.id) && matches(homeTab(context, record).text(), pattern)
            ? homeTab(context, record)
            : undefined,
        () => (homeOf(state, record.id) ? homeTab(context, record).text() : '(never published)'),
        options.timeoutMs,
      ),
    update: (changes) => update(context, record, changes),
    drops: (file) => drops(context, record, file),
    arrives: () => sendEvent(context, { type: 'team_join', user: userObject(record, state) }),
  } satisfies Partial<Person>;
  // Profile fields read the record itself, so that a handle made earlier shows later changes.
  const live = {
    ...Object.fromEntries(Object.keys(record).map((key) => [key, () => Reflect.get(record, key)])),
    fullName: () => fullName(record),
    direct: () => directIdOf(record.id),
    effort: () => ({ ...effortOf(state, record.id) }),
    mention: () => `@${record.name}`,
  };
  for (const [key, get] of Object.entries(live)) Object.defineProperty(own, key, { get, enumerable: true });
  return own as unknown as Person;
};
