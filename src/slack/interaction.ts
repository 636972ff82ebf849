import { randomUUID } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Action } from '../domain/action.ts';
import type { SlackUserRef, Via } from '../domain/actor.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import type { ActorContext } from '../ports/records.ts';
import type { Asked } from '../services/asked.ts';
import { authorize } from '../services/authorize.ts';
import { type LoadActor, loadActor } from '../services/load-actor.ts';
import type { Edge } from './edge.ts';
import type { Message } from './views/blocks.ts';
import { errorMessage } from './views/error-surfaces.ts';
import { mrkdwnWording, plainWording, type Wording } from './wording.ts';

/** One command, submission or click, as Slack signed it. */
export type Interaction = {
  readonly edge: Edge;
  /** The interactive client of the workspace. */
  readonly client: WebClient;
  /** In the audit entry, in the jobs, in the log, and on the screen when something goes wrong. */
  readonly requestId: string;
  readonly via: Via;
  readonly user: SlackUserRef;
  /** The same when Slack, or an impatient finger, delivers it twice. */
  readonly idempotencyKey: string;
  readonly log: Logger;
  /** It began in the Home tab: what it opens carries that on. */
  readonly isFromHome: boolean;
};

/** An interaction whose actor may do what it asks for. */
export type Turn = Interaction & {
  readonly context: ActorContext;
  readonly asked: Asked;
  readonly words: Wording;
  /** For field errors and confirms. */
  readonly plainWords: Wording;
};

/** Somebody who may not, with the words to tell them. */
export type Denied = { readonly refusal: AccessRefusal | BindingProposal; readonly words: Wording };

type Origin = Pick<Interaction, 'via' | 'user' | 'idempotencyKey'> & {
  readonly what: string;
  readonly isFromHome?: boolean;
};

export const beginInteraction = (
  edge: Edge,
  client: WebClient,
  { what, isFromHome = false, ...origin }: Origin,
): Interaction => {
  // Twelve characters can be read out over the phone; the last ones are random.
  const requestId = randomUUID().slice(-12);
  const log = edge.log.child({ requestId, what, userId: origin.user.userId });
  return {
    edge,
    client,
    requestId,
    isFromHome,
    ...origin,
    idempotencyKey: `${edge.teamId}:${origin.idempotencyKey}`,
    log,
  };
};

/**
 * The door: loads the actor and asks whether they may, at this very moment. Every interaction goes through it. `load`: where more is
 * read in the same statement.
 */
export const enter = async (
  interaction: Interaction,
  may: Action,
  load: LoadActor = loadActor,
): Promise<Result<Turn, Denied>> => {
  const { edge, via, user, requestId, idempotencyKey } = interaction;
  const context = await load(edge.deps, edge.teamId, user);
  const words = mrkdwnWording(context.organization, edge.commands.members);
  const access = await authorize(edge.deps, context, may, via, requestId);
  if (!access.ok) {
    edge.note('refused');
    return refused({ refusal: access.refusal, words });
  }
  return done({
    ...interaction,
    context,
    asked: { context, via, requestId, idempotencyKey },
    words,
    plainWords: plainWording(context.organization, edge.commands.members),
  });
};

/** Writes an unexpected error to the log and gives the words for the person who met it. */
export const reportError = ({ edge, log, requestId }: Interaction, error: unknown): Message => {
  edge.note('error');
  log.error({ err: error }, 'an interaction failed');
  return errorMessage(requestId);
};
