import type { MembershipStatus, SlackUserRef } from '../domain/actor.ts';
import type { JoinRequestRecord } from '../domain/join-request.ts';
import type { Organization } from '../domain/organization.ts';
import type { NoticeOutcome, PostedRef } from './posts.ts';

/** Who asks, and what is true of the address: for admins to read, never for the asker. */
export type RequestBackground = {
  /** As Slack names them; null when Slack does not say. */
  readonly asker: {
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly email: string;
  } | null;
  readonly member: { readonly status: MembershipStatus; readonly joinedAt: Date } | null;
  readonly isPending: boolean;
  readonly stoppedAt: Date | null;
};

export type RequestNotices = {
  /** `channel`: the admin channel, or an admin's user id. Rewritten when it is decided. */
  readonly joinRequest: (
    channel: string,
    request: JoinRequestRecord,
    background: RequestBackground,
    organization: Organization,
    posted: PostedRef | null,
  ) => Promise<NoticeOutcome>;
  readonly requestAnswer: (
    to: SlackUserRef,
    request: JoinRequestRecord,
    organization: Organization,
  ) => Promise<NoticeOutcome>;
};
