import type { Deps } from '../deps.ts';
import type { SlackUserRef } from '../domain/actor.ts';
import type { NoticeOutcome } from '../ports/posts.ts';
import type { PostedKind } from '../ports/records.ts';
import type { UploadedFile } from '../ports/roster-export.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';

/** A file that somebody asked for. */
export type AskedFile = {
  readonly organizationId: string;
  readonly to: SlackUserRef;
  /** What it is remembered by: which file it is, and that it was shared. */
  readonly subject: string;
  readonly kinds: { readonly uploaded: PostedKind; readonly shared: PostedKind };
  readonly upload: () => Promise<
    ({ readonly kind: 'uploaded' } & UploadedFile) | Exclude<NoticeOutcome, { kind: 'posted' }>
  >;
  readonly share: (file: UploadedFile) => Promise<NoticeOutcome>;
  /** It will never be sent, and why. */
  readonly tellFailure: (cause: string) => Promise<NoticeOutcome>;
};

/**
 * Makes a file and shares it in somebody's DM. What was uploaded is remembered before it is shared: a try whose answer was lost
 * shares that file again instead of making another one.
 */
export const sendFileOnce = async ({ store }: Pick<Deps, 'store'>, file: AskedFile): Promise<JobOutcome> => {
  const { organizationId, subject, kinds, to } = file;
  if (await store.findPosted(organizationId, kinds.shared, subject)) return finished;
  const earlier = await store.findPosted(organizationId, kinds.uploaded, subject);
  const known = earlier && { kind: 'uploaded' as const, channelId: earlier.channelId, fileId: earlier.ts };
  const uploaded = known ?? (await file.upload());
  if (uploaded.kind === 'try_later') return again(uploaded.cause, uploaded.afterSeconds);
  if (uploaded.kind !== 'uploaded') return tell(file, uploaded);
  const { channelId, fileId } = uploaded;
  // The row that remembers a message remembers a file as well: where, and which.
  if (!known) await store.savePosted(organizationId, kinds.uploaded, subject, to.teamId, { channelId, ts: fileId });

  const shared = await file.share(uploaded);
  switch (shared.kind) {
    case 'posted':
      await store.savePosted(organizationId, kinds.shared, subject, to.teamId, shared);
      return finished;
    case 'try_later':
      return again(shared.cause, shared.afterSeconds);
    case 'message_gone':
      await store.releasePosted(organizationId, kinds.uploaded, subject);
      return again('the uploaded file is gone');
    case 'unreachable':
      return tell(file, shared);
  }
};

const tell = async (
  { tellFailure }: AskedFile,
  failed: { readonly kind: string; readonly cause?: string },
): Promise<JobOutcome> => {
  const told = await tellFailure(failed.cause ?? failed.kind);
  return told.kind === 'try_later' ? again(told.cause, told.afterSeconds) : finished;
};
