import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { JobName, JobPayloads } from '../domain/job.ts';
import { announceAddresses } from '../services/announce-addresses.ts';
import { announceAdmin } from '../services/announce-admin.ts';
import { announceBatch } from '../services/announce-batch.ts';
import { announceDigest } from '../services/announce-digest.ts';
import { announceExport } from '../services/announce-export.ts';
import { announceHappening } from '../services/announce-happening.ts';
import { announceImport } from '../services/announce-import.ts';
import { announceLink } from '../services/announce-link.ts';
import { announceRequest } from '../services/announce-request.ts';
import { announceSettled, announceTeam } from '../services/announce-team.ts';
import { announceWeek } from '../services/announce-week.ts';
import { answerRequest } from '../services/answer-request.ts';
import { deliverInvitation } from '../services/deliver-invitation.ts';
import { sendRoster } from '../services/export-roster.ts';
import type { Attempt, JobOutcome } from '../services/job-outcome.ts';
import { lookAtNewcomer } from '../services/look-at-newcomer.ts';
import { lookAtSlackUser } from '../services/look-at-slack-user.ts';
import { mailCode } from '../services/mail-code.ts';
import { mailJoinCode } from '../services/mail-join-code.ts';
import { mailSlackStop } from '../services/mail-slack-stop.ts';
import { reviveCard } from '../services/revive-card.ts';
import { rewriteCard } from '../services/rewrite-card.ts';
import { sendImport } from '../services/send-import.ts';
import { sendImportFile } from '../services/send-import-file.ts';
import { sendReminder } from '../services/send-reminder.ts';
import { settleCard } from '../services/settle-card.ts';
import { settleHappeningsNow } from '../services/settle-happenings.ts';
import { tellAsk } from '../services/tell-ask.ts';
import { tellPause } from '../services/tell-pause.ts';
import { tellRoleChange } from '../services/tell-role-change.ts';
import { welcomeMember } from '../services/welcome-member.ts';

const requestId = z.string().max(64);
const slackId = z.string().regex(/^[A-Z][A-Z0-9]{1,31}$/);

/** Payloads are read as carefully as anything else that comes from outside: they may be of an older version of Usher. */
export const payloadSchemas = {
  'deliver-invitation': z.object({
    invitationId: z.uuid(),
    generation: z.int(),
    byMail: z.boolean(),
    isBulk: z.boolean().optional(),
    requestId,
  }),
  'send-reminder': z.object({
    invitationId: z.uuid(),
    generation: z.int(),
    ordinal: z.union([z.literal(1), z.literal(2)]),
    requestId,
  }),
  'announce-batch': z.object({ batchId: z.uuid(), requestId }),
  'announce-link': z.object({ organizationId: z.uuid(), linkId: z.uuid(), requestId }),
  'announce-join': z.object({ organizationId: z.uuid(), teamId: z.uuid(), day: z.iso.date(), requestId }),
  'announce-team': z.object({ organizationId: z.uuid(), teamId: z.uuid(), day: z.iso.date(), requestId }),
  'welcome-member': z.object({ membershipId: z.uuid(), way: z.enum(['dm', 'mail', 'added']), requestId }),
  'ask-new-link': z.object({ invitationId: z.uuid(), generation: z.int(), requestId }),
  // Of an older version: by an invitation.
  'announce-admin': z.object({ membershipId: z.uuid(), grantedById: z.uuid().nullable().default(null), requestId }),
  'settle-card': z.object({ invitationId: z.uuid(), requestId }),
  'revive-card': z.object({ invitationId: z.uuid(), requestId }),
  'tell-role-change': z.object({ organizationId: z.uuid(), auditEventId: z.uuid(), requestId }),
  'tell-pause': z.object({ organizationId: z.uuid(), pauseId: z.uuid(), requestId }),
  'rewrite-card': z.object({ invitationId: z.uuid(), requestId }),
  'announce-digest': z.object({ organizationId: z.uuid(), day: z.iso.date(), requestId }),
  'announce-week': z.object({ organizationId: z.uuid(), monday: z.iso.date(), requestId }),
  'mail-slack-stop': z.object({ organizationId: z.uuid(), membershipId: z.uuid(), requestId }),
  'mail-code': z.object({ identityCodeId: z.uuid(), requestId }),
  'mail-join-code': z.object({ joinCodeId: z.uuid(), requestId }),
  'announce-request': z.object({ organizationId: z.uuid(), joinRequestId: z.uuid(), requestId }),
  'answer-request': z.object({ organizationId: z.uuid(), joinRequestId: z.uuid(), requestId }),
  'send-roster': z.object({ organizationId: z.uuid(), membershipId: z.uuid(), exportId: z.uuid(), requestId }),
  'announce-export': z.object({ organizationId: z.uuid(), membershipId: z.uuid(), exportId: z.uuid(), requestId }),
  'look-at-slack-user': z.object({ teamId: slackId, userId: slackId, requestId }),
  'look-at-newcomer': z.object({ teamId: slackId, userId: slackId, requestId }),
  'announce-happening': z.object({ organizationId: z.uuid(), happeningId: z.uuid(), requestId }),
  'announce-addresses': z.object({ organizationId: z.uuid(), day: z.iso.date(), requestId }),
  'settle-happenings': z.object({ requestId }),
  'send-import': z.object({ organizationId: z.uuid(), importId: z.uuid(), requestId }),
  'announce-import': z.object({ organizationId: z.uuid(), importId: z.uuid(), requestId }),
  'send-import-file': z.object({
    organizationId: z.uuid(),
    membershipId: z.uuid(),
    ofImportId: z.uuid().nullable(),
    fileId: z.uuid(),
    requestId,
  }),
} satisfies { [Name in JobName]: z.ZodType<JobPayloads[Name]> };

type Handler<Name extends JobName> = (deps: Deps, payload: JobPayloads[Name], attempt: Attempt) => Promise<JobOutcome>;

export const handlers: { readonly [Name in JobName]: Handler<Name> } = {
  'deliver-invitation': deliverInvitation,
  'send-reminder': sendReminder,
  'announce-batch': announceBatch,
  'announce-link': announceLink,
  'announce-join': announceTeam,
  'announce-team': announceSettled,
  'welcome-member': welcomeMember,
  'ask-new-link': tellAsk,
  'announce-admin': announceAdmin,
  'settle-card': settleCard,
  'revive-card': reviveCard,
  'tell-role-change': tellRoleChange,
  'tell-pause': tellPause,
  'rewrite-card': rewriteCard,
  'announce-request': announceRequest,
  'answer-request': answerRequest,
  'send-roster': sendRoster,
  'announce-export': announceExport,
  'announce-digest': announceDigest,
  'announce-week': announceWeek,
  'mail-slack-stop': mailSlackStop,
  'mail-code': mailCode,
  'mail-join-code': mailJoinCode,
  'look-at-slack-user': lookAtSlackUser,
  'look-at-newcomer': lookAtNewcomer,
  'announce-happening': announceHappening,
  'announce-addresses': announceAddresses,
  'settle-happenings': settleHappeningsNow,
  'send-import': sendImport,
  'announce-import': announceImport,
  'send-import-file': sendImportFile,
};

export const jobNames = Object.keys(handlers) as JobName[];
