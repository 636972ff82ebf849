import type { ReminderOrdinal } from './reminders.ts';

/**
 * Jobs by name, with what their payloads hold: ids only, so that a job re-reads what is true when it runs and no address,
 * name or link ever lies in a queue. `requestId` follows the act that caused the job into every log line.
 */
export type JobPayloads = {
  /**
   * Sends the current link of one invitation, by DM or mail. `byMail`: the invitee asked for the mail instead of the card. `isBulk`:
   * one of very many, which keep nobody else's waiting.
   */
  'deliver-invitation': {
    invitationId: string;
    generation: number;
    byMail: boolean;
    isBulk?: boolean | undefined;
    requestId: string;
  };
  /** Sends one reminder of one link, which was taken up for it. */
  'send-reminder': { invitationId: string; generation: number; ordinal: ReminderOrdinal; requestId: string };
  /** Brings the living message of one batch, in its inviter's DM, up to date. */
  'announce-batch': { batchId: string; requestId: string };
  /** Brings the message up to date that tells who joined by an invite link. */
  'announce-link': { organizationId: string; linkId: string; requestId: string };
  /** Tells a team's channel the news of this day (ISO date in the organization's zone). */
  'announce-join': { organizationId: string; teamId: string; day: string; requestId: string };
  /** The same, for what can still be undone: told when it no longer can. */
  'announce-team': { organizationId: string; teamId: string; day: string; requestId: string };
  /** The newcomer's one message, by the way they accepted. */
  'welcome-member': { membershipId: string; way: 'dm' | 'mail' | 'added'; requestId: string };
  /** Tells the issuer that an invitee asks for a new link. */
  'ask-new-link': { invitationId: string; generation: number; requestId: string };
  /** Tells all other admins that somebody was granted an admin role. */
  'announce-admin': { membershipId: string; grantedById: string | null; requestId: string };
  /** Rewrites the DM card of an invitation that was decided, so that no dead button stays. */
  'settle-card': { invitationId: string; requestId: string };
  /** Sends the DM card of an invitation anew that is pending again after it was settled. */
  'revive-card': { invitationId: string; requestId: string };
  /** Tells somebody that their role was changed. */
  'tell-role-change': { organizationId: string; auditEventId: string; requestId: string };
  /** Brings the cards up to date by which other admins are asked whether one goes on (rule 11), and tells who asked. */
  'tell-pause': { organizationId: string; pauseId: string; requestId: string };
  /** Rewrites the DM card of an invitation that still waits: its terms were changed. */
  'rewrite-card': { invitationId: string; requestId: string };
  /** Brings the cards of a request to join up to date. */
  'announce-request': { organizationId: string; joinRequestId: string; requestId: string };
  /** Tells whoever asked what was decided. */
  'answer-request': { organizationId: string; joinRequestId: string; requestId: string };
  /** Sends an admin the file of all members that they asked for. */
  'send-roster': { organizationId: string; membershipId: string; exportId: string; requestId: string };
  /** Tells the other admins of it. */
  'announce-export': { organizationId: string; membershipId: string; exportId: string; requestId: string };
  /** Posts the digest of a working day in the admin channel, or brings it up to date. */
  'announce-digest': { organizationId: string; day: string; requestId: string };
  /** Posts the look back at a week, named by the Monday after it, in the organization's channel. */
  'announce-week': { organizationId: string; monday: string; requestId: string };
  /** Tells an admin by mail that Slack takes nothing from Usher. */
  'mail-slack-stop': { organizationId: string; membershipId: string; requestId: string };
  /** An event told of somebody whom this may concern: asks Slack what is true now. */
  'look-at-slack-user': { teamId: string; userId: string; requestId: string };
  /** Somebody is new in Slack. */
  'look-at-newcomer': { teamId: string; userId: string; requestId: string };
  /** Brings the cards up to date by which admins hear of what was seen in Slack. */
  'announce-happening': { organizationId: string; happeningId: string; requestId: string };
  /** The same for the addresses that changed on this day (ISO date in the organization's zone): one card for all. */
  'announce-addresses': { organizationId: string; day: string; requestId: string };
  /** Ends what was decided elsewhere, such as by deactivating the person whom a card asks about. */
  'settle-happenings': { requestId: string };
  /** Invites the next chunk of an import. */
  'send-import': { organizationId: string; importId: string; requestId: string };
  /** Brings the living message of an import up to date. */
  'announce-import': { organizationId: string; importId: string; requestId: string };
  /** Sends an admin a file that they asked for: what an import did not invite or, without one, the template. */
  'send-import-file': {
    organizationId: string;
    membershipId: string;
    /** Null: the template. */
    ofImportId: string | null;
    fileId: string;
    requestId: string;
  };
  /** Mails the code that binds a Slack user to an admin account. */
  'mail-code': { identityCodeId: string; requestId: string };
  /** Mails the code by which somebody joins by an invite link. */
  'mail-join-code': { joinCodeId: string; requestId: string };
};

export type JobName = keyof JobPayloads;

export type Job = { [Name in JobName]: { readonly name: Name; readonly payload: JobPayloads[Name] } }[JobName];

export const job = <Name extends JobName>(name: Name, payload: JobPayloads[Name]) => ({ name, payload }) as Job;
