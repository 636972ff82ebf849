/** What is looked at, in the order in which it is told. */
export const checkNames = [
  'settings',
  'slack',
  'way_in',
  'clock',
  'database',
  'queue',
  'mail',
  'channels',
  'organization',
] as const;
export type CheckName = (typeof checkNames)[number];

/** `broken`: people cannot do something now. `warning`: something does not arrive, or soon will not. `hint`: it could be better. */
export type Severity = 'broken' | 'warning' | 'hint';

/** What a channel is for. */
export type ChannelUse =
  | { readonly kind: 'admins' | 'organization' }
  | { readonly kind: 'team'; readonly teamName: string };

type InChannel = { readonly channelId: string; readonly use: ChannelUse };

/** A job that Usher gave up on. Nothing of its payload: that is ids, and an error may quote an address. */
export type FailedJob = {
  readonly id: string;
  readonly name: string;
  readonly at: Date;
  readonly attempts: number;
};

/** Something to mend, as facts: ids, numbers, names of settings. Never the value of a secret. */
export type Finding =
  /** `problem`: a line of `readSettings`, which says what to do. */
  | { readonly code: 'setting_wrong'; readonly problem: string }
  | { readonly code: 'env_unreadable'; readonly cause: string }
  | { readonly code: 'secret_previous' | 'public_url_plain' | 'public_url_local' }
  /** Messages are held back since then, though Slack takes the token again. */
  | { readonly code: 'slack_held_back'; readonly since: Date }
  | { readonly code: 'token_unknown' | 'token_revoked' | 'app_removed' }
  /** `cause`: Slack's own code. */
  | { readonly code: 'token_refused' | 'slack_unreachable' | 'app_token_refused'; readonly cause: string }
  | { readonly code: 'other_workspace'; readonly given: string; readonly stored: string }
  | { readonly code: 'scopes_missing'; readonly scopes: readonly string[] }
  | { readonly code: 'url_unreachable' | 'url_answers_otherwise'; readonly cause: string }
  | { readonly code: 'signature_refused'; readonly at: Date }
  | { readonly code: 'never_reached' }
  | { readonly code: 'stray_command'; readonly command: string; readonly at: Date }
  | { readonly code: 'clock_drifts' | 'clock_breaks_signatures' | 'database_clock_drifts'; readonly seconds: number }
  | { readonly code: 'clock_moved'; readonly seconds: number }
  | { readonly code: 'database_unreachable' | 'database_unusable'; readonly cause: string }
  | { readonly code: 'database_password' | 'database_missing' }
  | { readonly code: 'migrations_pending'; readonly count: number }
  | { readonly code: 'connections_short'; readonly free: number; readonly max: number | null }
  | { readonly code: 'disk_low' | 'disk_full'; readonly freeMegabytes: number }
  | { readonly code: 'queue_behind'; readonly jobs: number; readonly seconds: number }
  | { readonly code: 'no_runner'; readonly jobs: number }
  | { readonly code: 'jobs_held'; readonly jobs: number }
  | { readonly code: 'jobs_failed'; readonly jobs: readonly FailedJob[]; readonly total: number }
  | { readonly code: 'mail_off' | 'mail_sign_in_refused' }
  /** Neither pages nor mail, and nobody who was invited needs them. */
  | { readonly code: 'slack_only' }
  /** `waiting`: how many of those who were invited can be reached by no way. */
  | { readonly code: 'links_unmailable'; readonly hasServer: boolean; readonly waiting: number }
  | { readonly code: 'bounces_unwatched' | 'mailbox_sign_in_refused' }
  | { readonly code: 'mailbox_unreachable'; readonly cause: string }
  | { readonly code: 'mailbox_missing'; readonly folder: string }
  | { readonly code: 'mail_unreachable' | 'mail_tls' | 'mail_refused'; readonly cause: string }
  | ({ readonly code: 'channel_without_us' | 'channel_archived' | 'channel_gone' | 'channel_refuses' } & InChannel)
  | { readonly code: 'no_admin' | 'no_admin_bound' | 'one_admin' }
  | { readonly code: 'product_url_missing' | 'getting_started_missing' | 'support_missing' }
  | { readonly code: 'digest_nowhere' | 'weekly_nowhere' }
  | { readonly code: 'check_hangs'; readonly seconds: number }
  | { readonly code: 'check_failed'; readonly cause: string };

export type FindingCode = Finding['code'];

const severities = {
  setting_wrong: 'broken',
  env_unreadable: 'broken',
  secret_previous: 'hint',
  public_url_plain: 'warning',
  public_url_local: 'warning',
  token_unknown: 'broken',
  token_revoked: 'broken',
  token_refused: 'broken',
  app_removed: 'broken',
  slack_held_back: 'warning',
  slack_unreachable: 'broken',
  app_token_refused: 'broken',
  other_workspace: 'broken',
  scopes_missing: 'broken',
  url_unreachable: 'warning',
  url_answers_otherwise: 'broken',
  signature_refused: 'broken',
  never_reached: 'warning',
  stray_command: 'broken',
  clock_drifts: 'warning',
  clock_breaks_signatures: 'broken',
  database_clock_drifts: 'warning',
  clock_moved: 'broken',
  database_unreachable: 'broken',
  database_unusable: 'broken',
  database_password: 'broken',
  database_missing: 'broken',
  migrations_pending: 'broken',
  connections_short: 'warning',
  disk_low: 'warning',
  disk_full: 'broken',
  queue_behind: 'broken',
  no_runner: 'broken',
  jobs_held: 'broken',
  jobs_failed: 'warning',
  mail_off: 'warning',
  slack_only: 'hint',
  links_unmailable: 'warning',
  mail_sign_in_refused: 'broken',
  bounces_unwatched: 'hint',
  mailbox_sign_in_refused: 'warning',
  mailbox_unreachable: 'warning',
  mailbox_missing: 'warning',
  mail_unreachable: 'broken',
  mail_tls: 'broken',
  mail_refused: 'broken',
  channel_without_us: 'warning',
  channel_archived: 'warning',
  channel_gone: 'warning',
  channel_refuses: 'warning',
  no_admin: 'broken',
  no_admin_bound: 'broken',
  one_admin: 'hint',
  product_url_missing: 'hint',
  getting_started_missing: 'hint',
  support_missing: 'hint',
  digest_nowhere: 'hint',
  weekly_nowhere: 'warning',
  check_hangs: 'broken',
  check_failed: 'broken',
} as const satisfies Record<FindingCode, Severity>;

export const severityOf = ({ code }: Finding): Severity => severities[code];

/** Why a check was left out: what it needs is not there, and that has a finding of its own, or is no fault. */
export type SkipReason = 'no_settings' | 'no_slack' | 'no_database' | 'no_organization' | 'not_running' | 'not_made';

export type CheckReport = {
  readonly check: CheckName;
  readonly findings: readonly Finding[];
  readonly skipped: SkipReason | null;
};

/** `isRunning`: whether any Usher works on this database; null where that cannot be known. */
export type Report = { readonly checks: readonly CheckReport[]; readonly isRunning: boolean | null };

const order: readonly Severity[] = ['broken', 'warning', 'hint'];

export const findingsOf = ({ checks }: Report): readonly Finding[] => checks.flatMap(({ findings }) => findings);

/** The worst of all, or null where there is nothing to mend. */
export const worstOf = (findings: readonly Finding[]): Severity | null =>
  order.find((severity) => findings.some((finding) => severityOf(finding) === severity)) ?? null;
