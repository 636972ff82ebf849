import type { WebClient } from '@slack/web-api';
import type { ImportNotices } from '../ports/imports.ts';
import { uploadFailure } from './export-notices.ts';
import { importCsv } from './import-csv.ts';
import type { KeepUp, Post } from './posting.ts';
import { sendFile } from './send-file.ts';
import {
  fileComment,
  fileFailedMessage,
  fileTitle,
  importMessage,
  importStoppedMessage,
} from './views/import-message.ts';
import { plainWording } from './wording.ts';

/** What Usher says of imports by itself, and the files that go with them. */
export const importNotices = (client: WebClient, post: Post, keepUp: KeepUp): ImportNotices => ({
  importNews: (to, news, posted) => keepUp(to.userId, `batch:${news.record.id}`, importMessage(news), posted),
  importStopped: (channel, news, posted) =>
    keepUp(channel, `import_stopped:${news.record.id}`, importStoppedMessage(news), posted),
  uploadImportFile: async (to, file, organization) => {
    try {
      const { channel } = await client.conversations.open({ users: to.userId });
      if (!channel?.id) throw new Error('Slack opened a conversation without saying which.');
      const name = file.kind === 'template' ? 'people-to-invite.csv' : 'not-invited.csv';
      // The command is not known here; no text of a row names it.
      const chunks = importCsv(file, plainWording(organization, ''));
      return { kind: 'uploaded', channelId: channel.id, fileId: await sendFile(client, name, chunks) };
    } catch (error) {
      return uploadFailure(error);
    }
  },
  shareImportFile: async ({ channelId, fileId }, kind) => {
    try {
      await client.files.completeUploadExternal({
        files: [{ id: fileId, title: fileTitle(kind) }],
        channel_id: channelId,
        initial_comment: fileComment(kind),
      });
      // Slack shares a file a moment later and does not say as which message.
      return { kind: 'posted', channelId, ts: fileId };
    } catch (error) {
      return uploadFailure(error);
    }
  },
  importFileFailed: (to, cause) => post('importFileFailed', to.userId, fileFailedMessage(cause)),
});
