import type { SubmissionDoor } from '../run-submission.ts';
import { TEAM_MODAL } from '../views/team-modal.ts';
import { TEAM_MOVE_MODAL } from '../views/team-move-modal.ts';
import { memberAccessSubmissions } from './member-access-forms.ts';
import { productSubmissions } from './product-submissions.ts';
import { submitTeamMove } from './team-move-submission.ts';
import { submitTeam } from './team-submission.ts';

/** The forms about teams and products, by their callback id. */
export const teamSubmissions: Readonly<Record<string, SubmissionDoor>> = {
  [TEAM_MODAL]: submitTeam,
  [TEAM_MOVE_MODAL]: submitTeamMove,
  ...productSubmissions,
  ...memberAccessSubmissions,
};
