import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../../src/deps.ts';
import type { Action } from '../../src/domain/action.ts';
import type { Result } from '../../src/domain/result.ts';
import { parseRoster } from '../../src/domain/roster/parse-roster.ts';
import { nothingIssued } from '../../src/domain/undo.ts';
import type { ImportRecord } from '../../src/ports/imports.ts';
import { addRole } from '../../src/services/add-role.ts';
import { archiveTeam, restoreTeam } from '../../src/services/archive-team.ts';
import type { Asked } from '../../src/services/asked.ts';
import { cancelImport } from '../../src/services/cancel-import.ts';
import { changeGrants } from '../../src/services/change-grants.ts';
import { changeMemberProducts } from '../../src/services/change-member-products.ts';
import { changeMemberTeams } from '../../src/services/change-member-teams.ts';
import { changeRole } from '../../src/services/change-role.ts';
import { changeSettings } from '../../src/services/change-settings.ts';
import { chooseDefaultRole } from '../../src/services/choose-default-role.ts';
import { copyLink } from '../../src/services/copy-link.ts';
import { createInviteLink } from '../../src/services/create-invite-link.ts';
import { decidePauseOf } from '../../src/services/decide-pause.ts';
import { approveRequest, declineRequest } from '../../src/services/decide-request.ts';
import { dismissHappening } from '../../src/services/dismiss-happening.ts';
import { editInvitation } from '../../src/services/edit-invitation.ts';
import { editRole } from '../../src/services/edit-role.ts';
import { deactivateMember, removeMember } from '../../src/services/end-membership.ts';
import { exportRoster } from '../../src/services/export-roster.ts';
import { grantSensitive } from '../../src/services/grant-sensitive.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { moveTeam } from '../../src/services/move-team.ts';
import { type OpenImportInput, openImport } from '../../src/services/open-import.ts';
import { readdressInvitation } from '../../src/services/readdress-invitation.ts';
import { refreshImport } from '../../src/services/refresh-import.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { bringRoleBack, retireRole } from '../../src/services/retire-role.ts';
import { retryJobs } from '../../src/services/retry-jobs.ts';
import { revokeInviteLink } from '../../src/services/revoke-invite-link.ts';
import { addPermission, editPermission } from '../../src/services/save-permission.ts';
import { saveProduct } from '../../src/services/save-product.ts';
import { saveTeam } from '../../src/services/save-team.ts';
import { saveTemplate } from '../../src/services/save-template.ts';
import { inviteChunk } from '../../src/services/send-import.ts';
import { askForImportFile } from '../../src/services/send-import-file.ts';
import { sendLinkNow } from '../../src/services/send-link-now.ts';
import { setRolePermissions } from '../../src/services/set-role-permissions.ts';
import { discardImport, startImport } from '../../src/services/start-import.ts';
import { switchProduct } from '../../src/services/switch-product.ts';
import { tellSignIn } from '../../src/services/tell-sign-in.ts';
import { undoDeactivation } from '../../src/services/undo-deactivation.ts';
import { undoRoleChange } from '../../src/services/undo-role-change.ts';
import { undoWithdrawal } from '../../src/services/undo-withdrawal.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { entry } from './records.ts';

type Write = (deps: Deps, asked: Asked) => Promise<Result<unknown, { readonly kind: string }>>;

const id = uuidv7();
const label = { name: 'Any', description: '' };
const terms = {
  ...{ roleId: id, primaryTeamId: null, secondaryTeamIds: [], productIds: [], permissionIds: [], templateId: null },
};
const invitation = { ...terms, entries: [entry('guest@example.com')], note: null };
const member = { membershipId: id, shownVersion: 1 };
const ending = { membershipId: id, issued: 'take_over', number: null } as const;
const past = { id, actorId: id, targetId: id, at: new Date(0), requestId: 'r1', undoneAt: null };
const link = { id, generation: 1 };

const importTerms = { ...terms, note: null, sendAfter: null };
const listed: OpenImportInput = {
  source: 'paste',
  title: '',
  isEncodingGuessed: false,
  terms: importTerms,
  roster: parseRoster('guest@example.com'),
};
/** Decided long ago, so that it is decided anew. */
const keptImport: ImportRecord = {
  ...{ id, organizationId: id, createdById: id, title: '', terms: importTerms },
  source: 'paste',
  state: 'OPEN',
  remarks: { ignoredColumns: [], isEncodingGuessed: false, sentBefore: null },
  ...{ createdAt: new Date(0), decidedAt: new Date(0), resumeAt: null, stop: null },
};

/** All that is written for admins, by the file of the service, with the action that each asks for; about nothing that there is. */
export const adminWrites: Readonly<Record<string, readonly (readonly [Action, Write])[]>> = {
  'add-role': [
    ['roles', (deps, asked) => addRole(deps, asked, { ...label, forWhom: '', isAdmin: false, aboveId: null })],
  ],
  'archive-team': [
    ['teams', (deps, asked) => archiveTeam(deps, asked, { teamId: id, moveToId: null })],
    ['teams', (deps, asked) => restoreTeam(deps, asked, id)],
  ],
  'cancel-import': [['import', (deps, asked) => cancelImport(deps, asked, id)]],
  'change-grants': [
    [
      'grant',
      (deps, asked) =>
        changeGrants(deps, asked, { membershipId: id, wanted: { kind: 'singles', permissionIds: [] }, reviewed: null }),
    ],
  ],
  'change-member-products': [
    ['change_products', (deps, asked) => changeMemberProducts(deps, asked, { ...member, productIds: [] })],
  ],
  'change-member-teams': [
    [
      'change_teams',
      (deps, asked) => changeMemberTeams(deps, asked, { ...member, primaryTeamId: null, secondaryTeamIds: [] }),
    ],
  ],
  'change-role': [['change_role', (deps, asked) => changeRole(deps, asked, { ...member, ...ending, roleId: id })]],
  'change-settings': [['settings', (deps, asked) => changeSettings(deps, asked, [])]],
  'choose-default-role': [['roles', (deps, asked) => chooseDefaultRole(deps, asked, id)]],
  'copy-link': [['copy_link', (deps, asked) => copyLink(deps, asked, link)]],
  'create-invite-link': [
    [
      'invite_links',
      (deps, asked) =>
        createInviteLink(deps, asked, { roleId: id, teamId: null, allowedDomains: [], maxUses: 1, days: 1 }),
    ],
  ],
  'decide-pause': [['decide_pause', (deps, asked) => decidePauseOf(deps, asked, id, 'approve')]],
  'decide-request': [
    ['invite', (deps, asked) => approveRequest(deps, asked, id, invitation)],
    ['decide_request', (deps, asked) => declineRequest(deps, asked, id, null)],
  ],
  'dismiss-happening': [['decide_happening', (deps, asked) => dismissHappening(deps, asked, id)]],
  'edit-invitation': [
    [
      'edit_invitation',
      (deps, asked) => editInvitation(deps, asked, { ...terms, link, stamp: '', firstName: null, lastName: null }),
    ],
  ],
  'edit-role': [['roles', (deps, asked) => editRole(deps, asked, { roleId: id })]],
  'end-membership': [
    ['deactivate', (deps, asked) => deactivateMember(deps, asked, ending)],
    ['remove', (deps, asked) => removeMember(deps, asked, ending)],
  ],
  'export-roster': [['export', exportRoster]],
  'grant-sensitive': [
    ['grant', (deps, asked) => grantSensitive(deps, asked, { membershipId: id, permissionId: id, act: 'give' })],
  ],
  'invite-members': [['invite', (deps, asked) => inviteMembers(deps, asked, invitation)]],
  'move-team': [['teams', (deps, asked) => moveTeam(deps, asked, { fromId: null, toId: id })]],
  'open-import': [['import', (deps, asked) => openImport(deps, asked, listed)]],
  'readdress-invitation': [
    ['edit_invitation', (deps, asked) => readdressInvitation(deps, asked, { link, email: 'guest@example.com' })],
  ],
  'refresh-import': [['import', (deps, asked) => refreshImport(deps, asked, keptImport)]],
  reinvite: [['reinvite', (deps, asked) => reinvite(deps, asked, { kind: 'links', links: [link] })]],
  'retire-role': [
    ['roles', (deps, asked) => retireRole(deps, asked, id)],
    ['roles', (deps, asked) => bringRoleBack(deps, asked, id)],
  ],
  'retry-jobs': [['retry_jobs', (deps, asked) => retryJobs(deps, asked, null)]],
  'revoke-invite-link': [['invite_links', (deps, asked) => revokeInviteLink(deps, asked, id)]],
  'save-permission': [
    ['permissions', (deps, asked) => addPermission(deps, asked, { ...label, key: 'any', isSensitive: false })],
    ['permissions', (deps, asked) => editPermission(deps, asked, { permissionId: id })],
  ],
  'save-product': [
    [
      'products',
      (deps, asked) =>
        saveProduct(deps, asked, { product: null, key: 'any', content: { name: 'Any', isDefault: false } }),
    ],
  ],
  'save-team': [
    [
      'teams',
      (deps, asked) =>
        saveTeam(deps, asked, {
          team: null,
          content: { name: 'Any', slackChannelId: null, productIds: [], tells: [] },
        }),
    ],
  ],
  'save-template': [
    [
      'permissions',
      (deps, asked) => saveTemplate(deps, asked, { templateId: null, name: 'Any', permissionIds: [], seen: '' }),
    ],
  ],
  'send-import': [['import', (deps, asked) => inviteChunk(deps, { asked, importId: id, inSlack: undefined })]],
  'send-import-file': [['import', (deps, asked) => askForImportFile(deps, asked, null)]],
  'send-link-now': [['reinvite', (deps, asked) => sendLinkNow(deps, asked, { ...link, byMail: false })]],
  'set-role-permissions': [
    ['roles', (deps, asked) => setRolePermissions(deps, asked, { roleId: id, permissionIds: [], reviewed: null })],
  ],
  'start-import': [
    ['import', (deps, asked) => startImport(deps, asked, id)],
    ['import', (deps, asked) => discardImport(deps, asked, id)],
  ],
  'switch-product': [['products', (deps, asked) => switchProduct(deps, asked, { productId: id, isEnabled: false })]],
  'tell-sign-in': [['why', (deps, asked) => tellSignIn(deps, asked, id)]],
  'undo-deactivation': [
    [
      'undo',
      (deps, asked) =>
        undoDeactivation(deps, asked, {
          ...past,
          action: 'membership.deactivate',
          changed: { version: 1, issued: nothingIssued, ownInvitationIds: [] },
        }),
    ],
  ],
  'undo-role-change': [
    [
      'undo',
      (deps, asked) =>
        undoRoleChange(deps, asked, {
          ...past,
          action: 'membership.change_role',
          changed: { roleId: { from: id, to: id }, version: 1, issued: nothingIssued },
        }),
    ],
  ],
  'undo-withdrawal': [
    ['undo', (deps, asked) => undoWithdrawal(deps, asked, { ...past, action: 'invitation.withdraw', changed: {} })],
  ],
  withdraw: [['withdraw', (deps, asked) => withdraw(deps, asked, { kind: 'ids', ids: [id] })]],
};
