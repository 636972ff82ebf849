import type { Organization } from '../../domain/organization.ts';
import { mrkdwnPen } from '../wording.ts';
import { type Message, section } from './blocks.ts';
import { who } from './people.ts';

type Named = Pick<Organization, 'name' | 'timeZone'>;

/** Above the file itself. */
export const exportedComment = (organization: Named): string => {
  const pen = mrkdwnPen(organization.timeZone);
  return `Everybody who is or was a member of ${pen.say(organization.name)}. It holds names and addresses: keep it where only those who need it can read it. The other admins are told that you exported it.`;
};

/** Why Slack took no file. Each ends without its full stop. */
const reasons: Readonly<Record<string, string>> = {
  missing_scope:
    'the Slack app may not send files: it lacks the permission `files:write`. Whoever runs Usher gives the app its present manifest and reinstalls it',
  file_upload_size_restricted:
    'this workspace does not take files of that size. An admin of the workspace can change it',
  file_uploads_disabled: 'this workspace does not take files. An admin of the workspace can change it',
  storage_limit_reached: 'this workspace has no room for more files. An admin of the workspace can make some',
};

export const wordUploadFailure = (cause: string): string =>
  reasons[cause] ?? `Slack says \`${cause.replace(/[^\w-]/g, '')}\``;

export const exportFailedMessage = (cause: string, organization: Named): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const text = `The list of people of ${pen.say(organization.name)} was not sent: ${wordUploadFailure(cause)}. Then export it again.`;
  return { text, blocks: [section(text)] };
};

type Exporter = { readonly email: string; readonly firstName: string | null; readonly lastName: string | null };

/** To the other admins. */
export const exportToldMessage = (by: Exporter, at: Date, organization: Named): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const text = `${who(by, pen)} exported the list of people of ${pen.say(organization.name)}, ${pen.at(at)}.`;
  return { text, blocks: [section(`${text} Nothing is to be done; all admins are told.`)] };
};
