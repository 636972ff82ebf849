/** What is answered to somebody who presses what is no longer true. */
export type StaleAnswer = {
  readonly says: RegExp;
  /** Tables that may change all the same. */
  readonly writes?: readonly string[];
  /** A job of it has to be over before anything else is pressed. */
  readonly works?: true;
  /** Whose it is, where it is not an admin's. */
  readonly by?: 'invitee' | 'nameless' | 'unbound';
};

const all = (ids: string, answer: StaleAnswer): Record<string, StaleAnswer> =>
  Object.fromEntries(ids.split(' ').map((id) => [id, answer]));

const withdrawn = /[Ww]ithdrawn <!date/;
/** The mark of the click, by which a second delivery gets the same answer. */
const marked = ['handled_interaction'];

/** Acts on an invitation that somebody else has withdrawn. */
const onInvitations: Record<string, StaleAnswer> = {
  ...all('another_address_modal copy_link_modal edit_invitation_modal why_by_mail why_send_now', { says: withdrawn }),
  ...all('pending_more.address pending_more.copy pending_more.edit why_address why_copy why_edit', { says: withdrawn }),
  ...all(
    'asked_reinvite asked_withdraw expired_modal needs_reinvite needs_withdraw pending_reinvite pending_withdraw',
    {
      says: withdrawn,
      writes: marked,
    },
  ),
  ...all('result_reinvite why_new_link', { says: withdrawn, writes: marked }),
  // Told beside the message: an answer that was read, with its date filled in.
  ...all('digest_reinvite digest_withdraw', { says: /Withdrawn today/, writes: marked }),
  why_about: { says: /can't get in because the invitation was withdrawn/ },
  ...all('invitation_accept invitation_decline invitation_mail', { says: withdrawn, by: 'invitee' }),
  invitation_ask: { says: /This invitation is for somebody else/ },
  invitation_allow: { says: /This invitation is for somebody else/ },
  // The wish stands, whatever became of the invitation.
  invitation_stop: {
    says: /nobody here writes to you again/,
    writes: ['address_preference', 'audit_event'],
    by: 'invitee',
  },
  accept_names_modal: { says: withdrawn, by: 'nameless' },
};

/** Acts on somebody whom another admin has removed. */
const onPeople: Record<string, StaleAnswer> = {
  ...all('deactivate_form remove_form role_form role_form_role grants_back grants_choose grants_form grants_template', {
    says: /This person was removed/,
  }),
  ...all(
    'member_products_form member_products_list member_teams_form open_grants person_change_role person_deactivate why_give',
    {
      says: /This person was removed/,
    },
  ),
  ...all('person_products person_remove person_teams sensitive_give sensitive_take', {
    says: /This person was removed/,
  }),
  why_tell_sign_in: { says: /not an active member any more\. Nothing was sent/ },
  ...all('binding_modal code_modal', { says: /No membership of Example Org/, by: 'unbound' }),
};

/** What was decided by somebody else, or is too late. */
const onDecisions: Record<string, StaleAnswer> = {
  ...all('decline_request_modal request_approve request_decline', { says: /Declined by Ada Example/ }),
  ...all('happening_deactivate happening_role', { says: /Removed, .*Nothing more was done/ }),
  ...all('happening_dismiss happening_invite', { says: /Not needed, said Ada Example/ }),
  ...all('pause_approve pause_decline', { says: /there is nothing to decide any more/ }),
  ...all('doctor_retry doctor_retry_all', { says: /Nothing waits to be done again/, writes: marked }),
  ...all('pending_undo undo', { says: /can be undone for 10 minutes\. Nothing was changed/ }),
};

/** Teams that are archived and products that are off by now; what is new is made, and what can come back comes back. */
const onTeamsAndProducts: Record<string, StaleAnswer> = {
  invite_modal: { says: /This team is gone\. Choose another one/ },
  ...all('team_archive team_move', { says: /Sales is archived, so nothing was changed/ }),
  team_move_modal: { says: /was archived before/ },
  team_manage: { says: /This team is not there\. Nothing was changed|is archived/ },
  team_restore: { says: /is back/, writes: ['audit_event', 'team'] },
  team_modal: { says: /was added/, writes: ['audit_event', 'team'] },
  product_modal: { says: /was added/, writes: ['audit_event', 'product'] },
  product_switch: { says: /Turn on a product/ },
  product_switch_modal: { says: /was off already\. Nothing was changed/ },
};

/** Of roles, permissions and settings only what the form itself changes is written; what somebody else renamed stays so. */
const onAccess: Record<string, StaleAnswer> = {
  role_default: { says: /Invitations start with/, writes: [...marked, 'audit_event', 'role'] },
  role_edit_modal: { says: /\(now\)\* is up to date/, writes: [...marked, 'audit_event', 'role'] },
  role_retire: { says: /\(now\)\* is retired/, writes: [...marked, 'audit_event', 'role'] },
  role_restore: { says: /\(now\)\* can be given again/, writes: [...marked, 'audit_event', 'role'] },
  role_permissions_modal: { says: /\(now\)\* at the moment/ },
  permission_form_modal: { says: /is up to date/, writes: [...marked, 'audit_event', 'permission'] },
  template_form_modal: { says: /is up to date/, writes: [...marked, 'audit_event', 'permission_template'] },
  settings_form: {
    says: /Saved: time zone[\s\S]*Product name: Another/,
    writes: [...marked, 'audit_event', 'organization'],
  },
};

/** Ways to a screen: it is read anew. */
const toScreens: Record<string, StaleAnswer> = {
  // It looks for longer than a trigger of before can wait.
  open_doctor: { says: /Looking at Slack|\*Hint · Organization:\*/ },
  doctor_again: { says: /\*Hint · Organization:\*/ },
  open_binding: { says: /You are |No membership|not a member/, by: 'unbound' },
  open_desk: { says: /1 member\.[\s\S]*Nobody is waiting/ },
  open_expired: { says: /no invitation has run out/ },
  open_needs: { says: /Nothing waits for you/ },
  ...all('open_pending pending_next pending_previous', { says: /Nobody is waiting: there are no pending invitations/ }),
  open_person: { says: /\*Removed\*/ },
  ...all('open_products products_next products_previous', { says: /off: nobody has access/ }),
  roster_team: { says: /Zone 9 \(archived\)|Viewer \(now\)/ },
  open_settings: { says: /Product name: Another/ },
  ...all('open_story person_story', { says: /"Story"/ }),
  // Pages of a story stand in its modal only; without one there is nothing to turn.
  ...all('story_newer story_older', { says: /""/ }),
  ...all('open_teams teams_active teams_next teams_previous', { says: /Archived \(\d+\)/ }),
  ...all('teams_archived', { says: /Archived teams/ }),
  ...all(
    'desk_modal desk_search open_roster roster_modal roster_newer roster_older roster_role roster_search roster_status',
    {
      says: /Viewer \(now\)/,
    },
  ),
  ...all('open_invite primary_team same_as send person_invite_again person_reactivate why_invite', {
    says: /Viewer \(now\)/,
  }),
  ...all('open_permissions catalogue_next catalogue_open catalogue_previous', { says: /Permission \d\d \(now\)/ }),
  ...all('open_roles role_edit role_open role_permissions roles_back roles_next roles_previous', { says: /\(now\)/ }),
  ...all('permission_add role_add team_add product_add template_add', {
    says: /Add a (permission|role|team|product|template)/,
  }),
  permission_edit: { says: /Permission \d\d \(now\)/ },
  template_edit: { says: /Permission \d\d \(now\)/ },
  ...all('templates_next templates_open templates_previous', { says: /No permissions in it yet/ }),
  product_manage: { says: /off: nobody ha/ },
  settings_change: { says: /Link life/ },
  teams_place: { says: /Give them a team/ },
};

/** Of the same list only the newest preview waits, and the team that the form names is archived. */
const onImports: Record<string, StaleAnswer> = {
  import_form: { says: /This team is gone\. Choose another one/ },
  import_dropped: { says: /Viewer \(now\)/ },
  import_template: {
    says: /on its way to your direct messages/,
    writes: [...marked, 'jobs', 'posted_message'],
    works: true,
  },
  import_next: { says: /This preview is not there any more/ },
  import_preview: { says: /This preview was put away/ },
  // The one that waits is shown, decided anew.
  import_discard: { says: /people\.csv.*30 rows/, writes: ['import', 'import_row'] },
  import_previous: { says: /people\.csv.*30 rows/ },
  import_cancel: { says: /There is nothing left to stop/ },
  import_failures: {
    says: /on its way to your direct messages/,
    writes: [...marked, 'audit_event', 'jobs', 'posted_message'],
    works: true,
  },
};

/** Links that were revoked, and a form whose team is archived. */
const onInviteLinks: Record<string, StaleAnswer> = {
  join_modal: { says: /You have been a member/ },
  invite_link_form: { says: /This team is gone\. Choose another one/ },
  invite_link_new: { says: /Viewer \(now\)/ },
  invite_link_show: { says: /This link is over: revoked/ },
  invite_link_revoke: { says: /That link is over already: revoked .*Nothing was changed/, writes: marked },
  ...all('open_invite_links invite_links_next invite_links_previous', { says: /revoked/ }),
};

/** By the id of the door; one that is missing fails the test. */
export const staleAnswers: Readonly<Record<string, StaleAnswer>> = {
  ...onInvitations,
  ...onPeople,
  ...onDecisions,
  ...onTeamsAndProducts,
  ...onAccess,
  ...onImports,
  ...onInviteLinks,
  ...toScreens,
};
