import type { SlackUserRef } from '../domain/actor.ts';
import type { JoinRequestDecision, JoinRequestRecord } from '../domain/join-request.ts';
import type { PostedRef } from './posts.ts';
import type { PostedKind } from './records.ts';

export type NewJoinRequest = Pick<
  JoinRequestRecord,
  'id' | 'organizationId' | 'email' | 'emailKey' | 'reason' | 'askedBy'
>;

export type JoinRequestReads = {
  readonly findJoinRequest: (organizationId: string, id: string) => Promise<JoinRequestRecord | null>;
  readonly findOpenRequest: (organizationId: string, emailKey: string) => Promise<JoinRequestRecord | null>;
  /** All messages of one kind whose subject begins like this: the copies of a card. */
  readonly findPostedCopies: (
    organizationId: string,
    kind: PostedKind,
    prefix: string,
  ) => Promise<readonly (PostedRef & { readonly subject: string })[]>;
};

export type JoinRequestWrites = {
  /** How many of this person's requests wait. Others of theirs that are made at the same moment wait for this one. */
  readonly countOpenRequests: (organizationId: string, askedBy: SlackUserRef) => Promise<number>;
  /** False when one waits for this address already. */
  readonly createJoinRequest: (request: NewJoinRequest) => Promise<boolean>;
  /** With its row locked until this transaction ends. */
  readonly holdJoinRequest: (organizationId: string, id: string) => Promise<JoinRequestRecord | null>;
  /** The caller holds it. */
  readonly decideJoinRequest: (
    id: string,
    kind: JoinRequestDecision['kind'],
    decidedById: string,
    note: string | null,
  ) => Promise<void>;
};
