import type { WebClient } from '@slack/web-api';
import type { NoticeOutcome } from '../ports/posts.ts';
import type { ExportNotices } from '../ports/roster-export.ts';
import type { Post } from './posting.ts';
import { sendFile, UploadRefused } from './send-file.ts';
import { noticeOutcome, slackErrorCode } from './slack-errors.ts';
import { exportedComment, exportFailedMessage, exportToldMessage } from './views/export-messages.ts';

type Failed = Exclude<NoticeOutcome, { kind: 'posted' }>;

// What no try will mend: a person has to.
const refused = new Set([
  'missing_scope',
  'file_upload_size_restricted',
  'file_uploads_disabled',
  'storage_limit_reached',
  'invalid_channel',
  'posting_to_channel_denied',
]);

/** What a failed upload means for the file; what nobody expects is thrown on. */
export const uploadFailure = (error: unknown): Failed => {
  // The line broke, or Slack's file server is out of order.
  if (error instanceof UploadRefused) return { kind: 'try_later', cause: 'upload_failed', afterSeconds: null };
  const code = slackErrorCode(error);
  if (code !== undefined && refused.has(code)) return { kind: 'unreachable', cause: code };
  if (code === 'file_not_found' || code === 'file_update_failed') return { kind: 'message_gone' };
  const outcome = noticeOutcome(error);
  if (!outcome) throw error;
  return outcome;
};

/** The files that Usher sends by itself. */
export const exportNotices = (client: WebClient, post: Post): ExportNotices => ({
  uploadRoster: async (to, fileName, chunks) => {
    try {
      const { channel } = await client.conversations.open({ users: to.userId });
      if (!channel?.id) throw new Error('Slack opened a conversation without saying which.');
      return { kind: 'uploaded', channelId: channel.id, fileId: await sendFile(client, fileName, chunks) };
    } catch (error) {
      return uploadFailure(error);
    }
  },
  shareRoster: async ({ channelId, fileId }, organization) => {
    try {
      await client.files.completeUploadExternal({
        files: [{ id: fileId, title: `People of ${organization.name}`.slice(0, 200) }],
        channel_id: channelId,
        initial_comment: exportedComment(organization),
      });
      // Slack shares a file a moment later and does not say as which message.
      return { kind: 'posted', channelId, ts: fileId };
    } catch (error) {
      return uploadFailure(error);
    }
  },
  exportFailed: (to, cause, organization) => post('exportFailed', to.userId, exportFailedMessage(cause, organization)),
  exportTold: (to, by, at, organization) => post('exportTold', to.userId, exportToldMessage(by, at, organization)),
});
