import type { ClickDoor } from '../run-click.ts';
import type { SubmissionDoor } from '../run-submission.ts';
import { INVITE_MODAL } from '../views/invite-modal.ts';
import { importClicks } from './import-actions.ts';
import { importSubmissions } from './import-submissions.ts';
import { inviteFormClicks } from './invite-form-actions.ts';
import { inviteLinkClicks, inviteLinkSubmissions } from './invite-links.ts';
import { submitInvite } from './invite-submission.ts';

/** What is pressed to invite people, few or many. */
export const invitingClicks: Readonly<Record<string, ClickDoor>> = {
  ...inviteFormClicks,
  ...importClicks,
  ...inviteLinkClicks,
};

export const invitingSubmissions: Readonly<Record<string, SubmissionDoor>> = {
  [INVITE_MODAL]: submitInvite,
  ...importSubmissions,
  ...inviteLinkSubmissions,
};
