import { randomUUID } from 'node:crypto';
import type { App, BlockAction, GlobalShortcut, MessageShortcut, ViewSubmitAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { doorKey } from '../click.ts';
import type { Edge } from '../edge.ts';
import { followed, noting } from '../followed.ts';
import { isFromHome, withMarkedAck, withoutMark } from '../home-mark.ts';
import type { Turn } from '../interaction.ts';
import { publishHome } from '../publish-home.ts';
import { type ClickDoor, runClick } from '../run-click.ts';
import { type OptionDoor, runOptions } from '../run-options.ts';
import { runShortcut } from '../run-shortcut.ts';
import { runSubmission, type SubmissionDoor } from '../run-submission.ts';
import { ACCEPT_NAMES_MODAL } from '../views/accept-names-modal.ts';
import { ANOTHER_ADDRESS_MODAL } from '../views/another-address-modal.ts';
import { BINDING_MODAL } from '../views/binding-modal.ts';
import { CODE_MODAL } from '../views/code-modal.ts';
import { COPY_LINK_MODAL } from '../views/copy-link-modal.ts';
import { DECLINE_REQUEST_MODAL } from '../views/decline-request-modal.ts';
import { EDIT_INVITATION_MODAL } from '../views/edit-invitation-modal.ts';
import { DEACTIVATE_FORM, REMOVE_FORM } from '../views/end-form.ts';
import { EXPIRED_MODAL } from '../views/expired-modal.ts';
import { GRANTS_FORM } from '../views/grants-form.ts';
import { PERMISSION_FORM_MODAL } from '../views/permission-form-modal.ts';
import { ROLE_EDIT_MODAL } from '../views/role-edit-modal.ts';
import { ROLE_FORM } from '../views/role-form.ts';
import { ROLE_PERMISSIONS_MODAL } from '../views/role-permissions-modal.ts';
import { SETTINGS_FORM } from '../views/settings/settings-form.ts';
import { TEMPLATE_FORM_MODAL } from '../views/template-form-modal.ts';
import { submitAnotherAddress } from './another-address-submission.ts';
import { submitBinding, submitCode } from './binding-submission.ts';
import { catalogueClicks } from './catalogue-actions.ts';
import { submitPermission, submitTemplate } from './catalogue-submissions.ts';
import { submitCopyLink } from './copy-link-submission.ts';
import { digestClicks } from './digest-actions.ts';
import { doctorClicks } from './doctor-screen.ts';
import { registerDroppedFiles } from './dropped-file.ts';
import { submitEdit } from './edit-invitation-submission.ts';
import { submitDeactivateForm, submitRemoveForm } from './end-form.ts';
import { expiredClicks, submitExpired } from './expired-submission.ts';
import { grantClicks, submitGrants } from './grant-actions.ts';
import { happeningClicks } from './happening-actions.ts';
import { cardClicks, submitAcceptNames } from './invitation-card-actions.ts';
import { invitingClicks, invitingOptions, invitingSubmissions } from './inviting.ts';
import { memberAccessClicks } from './member-access-forms.ts';
import { memberActClicks } from './member-acts.ts';
import { needsClicks } from './needs-screen.ts';
import { openClicks } from './open-actions.ts';
import { pauseClicks } from './pause-actions.ts';
import { pendingClicks } from './pending-actions.ts';
import { personClicks } from './person-actions.ts';
import { productClicks } from './product-actions.ts';
import { reinviteClicks } from './reinvite-actions.ts';
import { requestClicks, submitDecline } from './request-actions.ts';
import { roleClicks } from './role-actions.ts';
import { roleFormClicks, submitRoleForm } from './role-form.ts';
import { submitRoleEdit, submitRolePermissions } from './role-submissions.ts';
import { rosterClicks, rosterOptions, rosterSubmissions } from './roster-actions.ts';
import { settingsClicks, settingsOptions, submitSettings } from './settings-screen.ts';
import { messageShortcutDoors, shortcutDoors } from './shortcuts.ts';
import { storyClicks } from './story-actions.ts';
import { teamClicks } from './team-actions.ts';
import { teamSubmissions } from './team-submissions.ts';
import { undoClicks } from './undo-actions.ts';
import { whyClicks } from './why-actions.ts';

/** Every button that does something, by its action id; every option of a menu by `doorKey`. */
export const clickDoors: Readonly<Record<string, ClickDoor>> = {
  ...openClicks,
  ...pendingClicks,
  ...digestClicks,
  ...rosterClicks,
  ...needsClicks,
  ...reinviteClicks,
  ...cardClicks,
  ...teamClicks,
  ...productClicks,
  ...memberAccessClicks,
  ...whyClicks,
  ...memberActClicks,
  ...roleFormClicks,
  ...undoClicks,
  ...storyClicks,
  ...pauseClicks,
  ...expiredClicks,
  ...invitingClicks,
  ...personClicks,
  ...settingsClicks,
  ...roleClicks,
  ...requestClicks,
  ...happeningClicks,
  ...catalogueClicks,
  ...grantClicks,
  ...doctorClicks,
};

/** Every form, by its callback id. */
export const submissionDoors: Readonly<Record<string, SubmissionDoor>> = {
  ...invitingSubmissions,
  [ROLE_FORM]: submitRoleForm,
  [DEACTIVATE_FORM]: submitDeactivateForm,
  [REMOVE_FORM]: submitRemoveForm,
  [EXPIRED_MODAL]: submitExpired,
  [EDIT_INVITATION_MODAL]: submitEdit,
  [ANOTHER_ADDRESS_MODAL]: submitAnotherAddress,
  [COPY_LINK_MODAL]: submitCopyLink,
  [BINDING_MODAL]: submitBinding,
  [CODE_MODAL]: submitCode,
  [ACCEPT_NAMES_MODAL]: submitAcceptNames,
  ...teamSubmissions,
  [SETTINGS_FORM]: submitSettings,
  [ROLE_EDIT_MODAL]: submitRoleEdit,
  [ROLE_PERMISSIONS_MODAL]: submitRolePermissions,
  ...rosterSubmissions,
  [DECLINE_REQUEST_MODAL]: submitDecline,
  [PERMISSION_FORM_MODAL]: submitPermission,
  [TEMPLATE_FORM_MODAL]: submitTemplate,
  [GRANTS_FORM]: submitGrants,
};

/** Every menu whose options are loaded while somebody types, by its action id. */
export const optionDoors: Readonly<Record<string, OptionDoor>> = {
  ...settingsOptions,
  ...rosterOptions,
  ...invitingOptions,
};

/** A click or a submission, and the client to answer with. */
type Seen = {
  readonly body: Pick<BlockAction | ViewSubmitAction, 'user' | 'team'>;
  readonly client: WebClient;
};

/**
 * One listener for each kind of payload, so that each goes through the one frame; the tables above say what is behind it.
 * What Slack sends and we don't know is acked, or the person would see a warning after 3 s.
 */
export const registerListeners = (app: App, edge: Edge): void => {
  const { track } = edge.inFlight;
  const drawHome = async ({ body, client }: Seen, view: Parameters<typeof isFromHome>[0]): Promise<void> => {
    const user = { teamId: body.user.team_id ?? body.team?.id ?? edge.teamId, userId: body.user.id };
    if (isFromHome(view) && !edge.inFlight.isStopping()) await publishHome(edge, client, user, randomUUID());
  };
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: /.*/ }, async (args) => {
    const door = submissionDoors[withoutMark(args.view.callback_id)];
    if (door) {
      const run = followed(edge, 'submission', withMarkedAck(args), (noted, acking) =>
        runSubmission(noted, acking, door),
      );
      return track(run.then(() => drawHome(args, args.view)));
    }
    edge.log.warn({ callbackId: args.view.callback_id }, 'a submission that nobody listens to');
    return args.ack();
  });
  app.action<BlockAction>({ type: 'block_actions', action_id: /.*/ }, async (args) => {
    const door = clickDoors[doorKey(args.action)];
    if (door) {
      const run = followed(edge, 'click', args, (noted, acking) => runClick(noted, acking, door));
      return track(run.then(() => drawHome(args, args.body.view)));
    }
    edge.log.warn({ actionId: args.action.action_id }, 'a click that nobody listens to');
    return args.ack();
  });
  app.shortcut<GlobalShortcut>({ type: 'shortcut', callback_id: /.*/ }, async (args) => {
    const door = shortcutDoors[args.shortcut.callback_id];
    if (door) return track(followed(edge, 'shortcut', args, (noted, acking) => runShortcut(noted, acking, door)));
    edge.log.warn({ callbackId: args.shortcut.callback_id }, 'a shortcut that nobody listens to');
    return args.ack();
  });
  app.shortcut<MessageShortcut>({ type: 'message_action', callback_id: /.*/ }, async (args) => {
    const door = messageShortcutDoors[args.shortcut.callback_id];
    const { message } = args.shortcut;
    const onMessage = door && { ...door, run: (turn: Turn) => door.run(turn, message) };
    if (onMessage)
      return track(followed(edge, 'shortcut', args, (noted, acking) => runShortcut(noted, acking, onMessage)));
    edge.log.warn({ callbackId: args.shortcut.callback_id }, 'a shortcut that nobody listens to');
    return args.ack();
  });
  // Bolt has acked before this runs, so Slack sends it once: what is drawn is read anew at each look, and nothing is lost.
  app.event('app_home_opened', async ({ event, body, client }) => {
    if (event.tab !== 'home' || edge.inFlight.isStopping()) return;
    const user = { teamId: body.team_id, userId: event.user };
    await track(noting(edge, 'home', (noted) => publishHome(noted, client, user, body.event_id)));
  });
  registerDroppedFiles(app, edge);
  app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: /.*/ }, async (args) => {
    const door = optionDoors[args.payload.action_id];
    if (door) return track(followed(edge, 'options', args, (noted, acking) => runOptions(noted, acking, door)));
    edge.log.warn({ actionId: args.payload.action_id }, 'a menu that nobody fills');
    return args.ack({ options: [] });
  });
};
