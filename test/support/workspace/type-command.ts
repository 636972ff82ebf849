import { escapeReferences, splitCommand } from './command-text.ts';
import { directOf } from './conversations.ts';
import { type Connection, deliver } from './delivery.ts';
import { post } from './messages.ts';
import type { Named } from './options.ts';
import { commandPayload } from './payloads.ts';
import type { Delivery, MessageRecord, PersonRecord } from './records.ts';
import { respond } from './response-url.ts';
import { type SeenMessage, seeMessage } from './seen-message.ts';
import type { State } from './state.ts';
import { effortOf } from './tokens.ts';
import { waitFor } from './wait.ts';

/** How the app took a command. */
export type CommandAnswer = Delivery & {
  /** What it said in the ack itself, or after “One moment…”, as the person reads it; '' if nothing. */
  readonly text: string;
  /** The message of `text`; also Slackbot's own when the app did not answer. */
  readonly message: SeenMessage | undefined;
};

type Context = { readonly state: State; readonly connection: () => Connection | undefined };

const latestIn = (state: State, channel: string): MessageRecord | undefined => state.messages.get(channel)?.at(-1);

const countIn = (state: State, channel: string): number => state.messages.get(channel)?.length ?? 0;

/** What is said to a person alone beside “One moment…”; it may come before the ack has. */
const answerBeside = (state: State, moment: MessageRecord, from: number): Promise<MessageRecord> => {
  const said = () => (state.messages.get(moment.channel) ?? []).slice(from);
  return waitFor(
    'the answer to a command',
    () => said().find((message) => message.to === moment.to && message !== moment),
    () => moment.text,
  );
};

/**
 * Types a command into a conversation, the DM with the app by default, and presses Enter. Whoever is asked for a moment waits, unless
 * `atOnce`.
 */
export const typeCommand = async (
  context: Context,
  person: PersonRecord,
  typed: string,
  { in: channel, atOnce = false }: { in?: Named | undefined; atOnce?: boolean | undefined } = {},
): Promise<CommandAnswer> => {
  const { state } = context;
  const place = channel?.id ?? directOf(state, person.id);
  const { command, text } = splitCommand(typed);
  effortOf(state, person.id).keys += typed.length + 1;
  const payload = commandPayload(state, person, {
    command,
    text: state.shouldEscape ? escapeReferences(text, state) : text,
    channel: place,
  });
  const from = countIn(state, place);
  const delivery = await deliver(state, context.connection(), { kind: 'command', payload });
  const before = latestIn(state, place);
  if (delivery.failed) {
    const text = `${command} failed with the error "${delivery.failed}"`;
    post(
      state,
      { text, blocks: undefined, attachments: undefined, metadata: undefined },
      { channel: place, to: person.id, user: 'USLACKBOT' },
    );
  } else if (delivery.body !== '') {
    const body =
      typeof delivery.body === 'string' ? { text: delivery.body } : (delivery.body as Record<string, unknown>);
    respond(state, body, { userId: person.id, channel: place, source: undefined });
  }
  const first = latestIn(state, place);
  const said = first === before ? undefined : first;
  const isMoment = said?.text.startsWith('One moment') ?? false;
  const latest = said && isMoment && !atOnce ? await answerBeside(state, said, from) : said;
  const message = latest && seeMessage(context, latest, person);
  return { ...delivery, message, text: delivery.failed ? '' : (message?.text ?? '') };
};
