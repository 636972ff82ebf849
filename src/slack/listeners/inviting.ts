import type { ClickDoor } from '../run-click.ts';
import type { OptionDoor } from '../run-options.ts';
import type { SubmissionDoor } from '../run-submission.ts';
import { GROUP_FIELDS, userGroupOptions } from '../views/group-fields.ts';
import { INVITE_MODAL } from '../views/invite-modal.ts';
import { importClicks } from './import-actions.ts';
import { importSubmissions } from './import-submissions.ts';
import { inviteFormClicks } from './invite-form-actions.ts';
import { inviteLinkClicks, inviteLinkSubmissions } from './invite-links.ts';
import { submitInvite } from './invite-submission.ts';
import { joinSubmissions } from './join-by-link.ts';

/** What is pressed to invite people, few or many. */
export const invitingClicks: Readonly<Record<string, ClickDoor>> = {
  ...inviteFormClicks,
  ...importClicks,
  ...inviteLinkClicks,
};

/** The menus of the forms that are filled while somebody types. */
export const invitingOptions: Readonly<Record<string, OptionDoor>> = {
  [GROUP_FIELDS.userGroup]: {
    may: 'import',
    run: async ({ edge }, typed) => userGroupOptions((await edge.deps.directory.listUserGroups()) ?? [], typed),
  },
};

export const invitingSubmissions: Readonly<Record<string, SubmissionDoor>> = {
  [INVITE_MODAL]: submitInvite,
  ...importSubmissions,
  ...inviteLinkSubmissions,
  ...joinSubmissions,
};
