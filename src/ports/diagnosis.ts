import type {
  ChannelState,
  DatabaseFacts,
  MailboxFacts,
  MailFacts,
  OrganizationFacts,
  QueueFacts,
  ReachFacts,
  SettingsFacts,
  SlackFacts,
} from '../domain/doctor/facts.ts';
import type { FailedJob } from '../domain/doctor/finding.ts';

/**
 * How doctor looks at each part. A probe changes nothing and shows nothing to anybody; it answers with facts where something is as
 * wrong as it knows of, and throws for the rest. One that needs what is not there, such as a setting, is null.
 */
export type Probes = {
  readonly settings: () => SettingsFacts;
  readonly slack: (() => Promise<SlackFacts>) | null;
  readonly channels:
    | ((botUserId: string, channelIds: readonly string[]) => Promise<ReadonlyMap<string, ChannelState>>)
    | null;
  readonly reach: (() => Promise<ReachFacts>) | null;
  readonly database: (() => Promise<DatabaseFacts>) | null;
  /** Of one organization, or of all there are. */
  readonly queue: ((organizationId: string | null) => Promise<QueueFacts>) | null;
  /** By id; or that of a workspace, else the only one there is. Null where there is none. */
  readonly organization: ((whose: WhoseOrganization) => Promise<OrganizationFacts | null>) | null;
  readonly mail: (() => Promise<MailFacts>) | null;
  /** Where returned mail is looked for. */
  readonly mailbox: (() => Promise<MailboxFacts>) | null;
};

export type WhoseOrganization = { readonly organizationId: string } | { readonly slackTeamId: string | null };

/** What came by Slack's way in: see `Sightings`. `detail`: a command that nobody listens to. */
export type SightingKind = 'request' | 'refused' | 'command' | 'stray_command';

export type DoctorReads = {
  /** Newest first, with how many there are. */
  readonly findFailedJobs: (
    organizationId: string,
    limit: number,
  ) => Promise<{ readonly jobs: readonly FailedJob[]; readonly total: number }>;
};

export type DoctorWrites = {
  /** The jobs that failed for good, of one organization, again from the start: those of these ids, or all. Those that were. */
  readonly retryFailedJobs: (
    organizationId: string,
    jobIds: readonly string[] | null,
  ) => Promise<readonly Pick<FailedJob, 'id' | 'name'>[]>;
};

export type DoctorNotes = {
  readonly noteSighting: (slackTeamId: string, kind: SightingKind, detail: string | null) => Promise<void>;
  /** Jobs that failed for good more than 30 days ago. */
  readonly forgetFailedJobs: () => Promise<void>;
};
