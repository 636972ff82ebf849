import type { SlackUserRef } from '../domain/actor.ts';
import type { SlackPerson } from '../domain/decide-invite.ts';
import type { HappeningKind, HappeningRecord, Watched } from '../domain/happening.ts';
import type { Organization } from '../domain/organization.ts';
import type { NoticeOutcome, PostedRef } from './posts.ts';

/** What an event of Slack says of somebody. It only decides whether it is worth to ask Slack what is true now. */
export type SlackEvent = {
  readonly type: 'user_change' | 'team_join';
  readonly eventId: string;
  readonly user: SlackUserRef;
  /** Lower-cased; null where Slack does not say. */
  readonly emailKey: string | null;
  readonly isDeleted: boolean;
  readonly isGuest: boolean;
  readonly requestId: string;
};

/** The member whom a Slack user is bound to, else an active or former one with the address whom nobody is bound to. */
export type WatchedMember = Watched & { readonly membershipId: string; readonly isMarkedGuest: boolean };

export type HappeningReads = {
  /** Null when the workspace has not installed Usher. */
  readonly findOrganizationOfTeam: (slackTeamId: string) => Promise<Organization | null>;
  readonly findHappening: (organizationId: string, id: string) => Promise<HappeningRecord | null>;
  /** Of one kind, seen in this span, oldest first. */
  readonly findHappenings: (
    organizationId: string,
    kind: HappeningKind,
    since: Date,
    until: Date,
    limit: number,
  ) => Promise<{ readonly rows: readonly HappeningRecord[]; readonly total: number }>;
  readonly findWatchedMember: (
    organizationId: string,
    user: SlackUserRef,
    emailKey: string | null,
  ) => Promise<WatchedMember | null>;
  readonly findOpenHappenings: (
    organizationId: string,
    user: SlackUserRef,
  ) => Promise<readonly { readonly id: string; readonly kind: HappeningKind; readonly email: string | null }[]>;
};

export type NewHappening = {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: HappeningKind;
  readonly user: SlackUserRef;
  readonly membershipId: string | null;
  readonly email: string | null;
};

export type HappeningWrites = {
  /** False when it is open already. */
  readonly openHappening: (happening: NewHappening) => Promise<boolean>;
  /** They changed it once more. */
  readonly renewHappening: (id: string, email: string | null) => Promise<void>;
  /** Those that were open until now. */
  readonly endHappenings: (
    ids: readonly string[],
  ) => Promise<readonly { readonly id: string; readonly kind: HappeningKind }[]>;
  /** With its row locked until this transaction ends. */
  readonly holdHappening: (organizationId: string, id: string) => Promise<HappeningRecord | null>;
  /** The caller holds it. `isOver`: there is nothing more to see. */
  readonly dismissHappening: (id: string, byId: string, isOver: boolean) => Promise<void>;
  /** What was decided elsewhere: whoever ended a membership, took the role or invited. Taken by this transaction alone. */
  readonly endDecidedHappenings: (
    limit: number,
  ) => Promise<readonly { readonly id: string; readonly organizationId: string }[]>;
  /** False where it was known. */
  readonly markGuest: (user: SlackUserRef, isGuest: boolean) => Promise<boolean>;
};

export type HappeningNotices = {
  /** `channel`: the admin channel, or an admin's user id. Rewritten when it is decided. */
  readonly happening: (channel: string, shown: ShownHappening, posted: PostedRef | null) => Promise<NoticeOutcome>;
  /** Addresses that changed in one day. */
  readonly addresses: (
    channel: string,
    happenings: { readonly rows: readonly HappeningRecord[]; readonly total: number },
    organization: Organization,
    posted: PostedRef | null,
  ) => Promise<NoticeOutcome>;
};

export type ShownHappening = {
  readonly happening: HappeningRecord;
  readonly organization: Organization;
  /** As Slack describes them now; null where it does not. */
  readonly person: SlackPerson | null;
  /** What somebody new would be invited to: the role that invitations start with, and the team where there is no other. */
  readonly offer: { readonly roleName: string | null; readonly teamName: string | null };
};
