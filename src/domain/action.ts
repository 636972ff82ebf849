/** Everything that can be asked of Usher from Slack. A new action does not compile until it has its row in `policy`. */
export type Action =
  | 'help'
  | 'whoami'
  | 'list'
  | 'person'
  | 'invite'
  | 'pending'
  | 'reinvite'
  | 'withdraw'
  | 'edit_invitation'
  | 'copy_link'
  | 'import'
  | 'invite_links'
  | 'join'
  | 'teams'
  | 'products'
  | 'change_teams'
  | 'change_products'
  | 'why'
  | OrganizationAction
  | ActAction
  | AccessAction;

/** Acts on somebody's membership, and what goes with them. */
export type ActAction = 'change_role' | 'deactivate' | 'reactivate' | 'remove' | 'undo' | 'decide_pause';

/** What concerns the organization as a whole. */
type OrganizationAction =
  | 'settings'
  | 'request'
  | 'decide_request'
  | 'export'
  | 'doctor'
  | 'retry_jobs'
  | 'decide_happening';

/** What roles and permissions there are. */
export type AccessAction = 'read_roles' | 'roles' | 'permissions' | 'grant';
