import type { SlackUserRef } from '../domain/actor.ts';
import type {
  Fate,
  ImportCounts,
  ImportFate,
  ImportPerson,
  ImportProgress,
  ImportRow,
  ImportRowState,
  ImportSource,
  ImportState,
  ImportStop,
} from '../domain/import.ts';
import type { OwnTerms } from '../domain/import-terms.ts';
import type { Organization } from '../domain/organization.ts';
import type { NoticeOutcome, PostedRef } from './posts.ts';
import type { UploadedFile } from './roster-export.ts';

/** What everybody of an import gets whose row says nothing else. `sendAfter`: an ISO instant, where that is later. */
export type ImportTerms = {
  readonly roleId: string;
  readonly primaryTeamId: string | null;
  readonly secondaryTeamIds: readonly string[];
  readonly productIds: readonly string[];
  readonly permissionIds: readonly string[];
  readonly templateId: string | null;
  readonly note: string | null;
  readonly sendAfter: string | null;
};

export type ImportRecord = {
  readonly id: string;
  readonly organizationId: string;
  readonly createdById: string;
  readonly source: ImportSource;
  /** The name of the file; empty for a paste. */
  readonly title: string;
  readonly state: ImportState;
  readonly terms: ImportTerms;
  /** Titles of columns that say nothing to us, and whether the letters of the file were a guess. */
  readonly remarks: {
    readonly ignoredColumns: readonly string[];
    readonly isEncodingGuessed: boolean;
    /** The same content was sent before: an ISO instant. */
    readonly sentBefore: string | null;
  };
  readonly createdAt: Date;
  /** When the fates of its rows were decided. */
  readonly decidedAt: Date;
  /** While the cap of a day holds it up: when it goes on. */
  readonly resumeAt: Date | null;
  readonly stop: ImportStop | null;
};

export type NewImport = Pick<
  ImportRecord,
  'id' | 'organizationId' | 'createdById' | 'source' | 'title' | 'terms' | 'remarks'
> & {
  readonly contentHash: string;
};

export type DecidedRow = Pick<ImportRow, 'number' | 'decided'>;

/** What a chunk did with a row. */
export type SettledRow = {
  readonly number: number;
  readonly state: ImportRowState;
  readonly invitationId: string | null;
  /** Where it changed since the preview. */
  readonly decided?: ImportFate;
};

/** A row with what became of its link. */
export type ImportFailure = {
  readonly number: number;
  readonly line: number;
  readonly person: ImportPerson | null;
  readonly decided: ImportFate;
  /** Of a link that was not delivered. */
  readonly deliveryCause: string | null;
  readonly state: ImportRowState;
};

/** An import as its living message needs it. */
export type ImportBatch = {
  readonly organizationId: string;
  /** Where its admin is in Slack. */
  readonly creator: SlackUserRef | null;
  /** Its admin is none any more. */
  readonly isHandedOver: boolean;
  /** Its message was written less than a second ago. */
  readonly isJustTold: boolean;
};

export type ImportReads = {
  readonly findImport: (organizationId: string, importId: string) => Promise<ImportRecord | null>;
  /** The newest preview of this admin that waits, and how many wait besides. */
  readonly findOpenImport: (
    organizationId: string,
    membershipId: string,
  ) => Promise<{ readonly record: ImportRecord; readonly others: number } | null>;
  /** An import of the same content: one that waits or goes on, else the last that was sent. */
  readonly findSameImport: (organizationId: string, contentHash: string) => Promise<ImportRecord | null>;
  /** Rows of these fates, in the order of the file. */
  readonly findImportRows: (
    importId: string,
    fates: readonly Fate[],
    afterNumber: number,
    limit: number,
  ) => Promise<readonly ImportRow[]>;
  /** A page of the preview: by fate, then in the order of the file. */
  readonly findPreviewPage: (importId: string, offset: number, limit: number) => Promise<readonly ImportRow[]>;
  readonly countImportRows: (importId: string) => Promise<ImportCounts>;
  readonly countIssuedToday: (organizationId: string, timeZone: string) => Promise<number>;
  readonly readImportProgress: (importId: string) => Promise<ImportProgress>;
  readonly findImportFailures: (
    importId: string,
    afterNumber: number,
    limit: number,
  ) => Promise<readonly ImportFailure[]>;
  /** The import whose invitations these are; null for any other batch. */
  readonly findImportOfBatch: (batchId: string) => Promise<ImportBatch | null>;
  readonly areOfBatch: (batchId: string, invitationIds: readonly string[]) => Promise<boolean>;
};

export type ImportWrites = {
  readonly createImport: (imported: NewImport) => Promise<void>;
  readonly addImportRows: (importId: string, rows: readonly ImportRow[]) => Promise<void>;
  /** The import with its row locked until this transaction ends. */
  readonly holdImport: (organizationId: string, importId: string) => Promise<ImportRecord | null>;
  readonly moveImport: (
    importId: string,
    to: { readonly state: ImportState; readonly resumeAt?: Date | null; readonly stop?: ImportStop },
  ) => Promise<void>;
  readonly saveFates: (importId: string, rows: readonly DecidedRow[]) => Promise<void>;
  /** The fates are those of now. */
  readonly markDecided: (importId: string) => Promise<void>;
  readonly settleRows: (importId: string, rows: readonly SettledRow[]) => Promise<void>;
  /** Rows of these fates that still waited are not sent any more. */
  readonly leaveOpenRows: (importId: string, fates: readonly Fate[]) => Promise<void>;
  /** Nobody needs them any more: names and addresses go with them. */
  readonly dropImportRows: (importId: string) => Promise<void>;
  /** Invitations of an import of which nothing was sent yet, withdrawn; their ids. */
  readonly withdrawUnsent: (importId: string, byId: string) => Promise<readonly string[]>;
  /** Products and teams of those whose row says others than the rest of the batch. */
  readonly saveOwnLists: (
    organizationId: string,
    own: readonly ({ readonly id: string } & OwnTerms)[],
  ) => Promise<void>;
  /** Imports that the cap of a day held up and that may go on; taken by this transaction alone. */
  readonly claimResumable: (
    limit: number,
  ) => Promise<readonly { readonly id: string; readonly organizationId: string }[]>;
};

/** How an import is told of in its admin's DM. */
export type ImportNews = {
  readonly record: ImportRecord;
  readonly progress: ImportProgress;
  readonly timeZone: string;
  /** Its admin is none any more, and is told no names. */
  readonly isHandedOver: boolean;
};

/** A file that an admin asks for: the columns to fill in, or what of an import invited nobody. */
export type ImportFile =
  | { readonly kind: 'template' }
  | { readonly kind: 'failures'; readonly pages: AsyncIterable<readonly ImportFailure[]> };

/** Of one that ended since its admin, `by`, is none any more. */
export type ImportStopNews = Omit<ImportNews, 'isHandedOver'> & { readonly by: SlackUserRef | null };

export type ImportNotices = {
  /** To a channel, or to an admin's user id. */
  readonly importStopped: (channel: string, news: ImportStopNews, posted: PostedRef | null) => Promise<NoticeOutcome>;
  /** `posted`: 'perhaps' where somebody set out to post it and did not note where. */
  readonly importNews: (
    to: SlackUserRef,
    news: ImportNews,
    posted: PostedRef | 'perhaps' | null,
  ) => Promise<NoticeOutcome>;
  readonly uploadImportFile: (
    to: SlackUserRef,
    file: ImportFile,
    organization: Organization,
  ) => Promise<({ readonly kind: 'uploaded' } & UploadedFile) | Exclude<NoticeOutcome, { kind: 'posted' }>>;
  readonly shareImportFile: (
    file: UploadedFile,
    kind: ImportFile['kind'],
    organization: Organization,
  ) => Promise<NoticeOutcome>;
  readonly importFileFailed: (to: SlackUserRef, cause: string, organization: Organization) => Promise<NoticeOutcome>;
};
