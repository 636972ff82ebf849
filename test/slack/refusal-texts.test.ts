import { describe, expect, it } from 'vitest';
import type { InviteWarning } from '../../src/domain/decide-invite.ts';
import type { DeliveryCause } from '../../src/domain/delivery-cause.ts';
import { policy } from '../../src/domain/policy.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import type { ReinviteRefusal } from '../../src/services/reinvite.ts';
import { wordDeliveryCause } from '../../src/slack/delivery-texts.ts';
import {
  type InviteRowRefusal,
  wordInviteRefusal,
  wordInviteWarning,
  wordReinviteRefusal,
} from '../../src/slack/invite-texts.ts';
import { wordRefusal } from '../../src/slack/refusal-texts.ts';
import { mrkdwnWording, plainWording } from '../../src/slack/wording.ts';
import { linksIn, mentionsIn } from '../support/workspace/mrkdwn.ts';
import { at, organization } from './examples.ts';

/** One of each kind: a refusal without its row does not compile. */
type Samples<T extends { kind: string }> = { readonly [Kind in T['kind']]: Extract<T, { kind: Kind }> };

const bad = '<!channel> <https://evil.example|x>';

const refusals: Samples<Refusal> = {
  other_workspace: { kind: 'other_workspace' },
  not_a_member: { kind: 'not_a_member', action: 'invite' },
  no_longer_a_member: { kind: 'no_longer_a_member', status: 'DEACTIVATED' },
  admins_only: { kind: 'admins_only', action: 'pending' },
  slack_guest: { kind: 'slack_guest' },
  slack_bot: { kind: 'slack_bot' },
  slack_stranger: { kind: 'slack_stranger' },
  slack_deactivated: { kind: 'slack_deactivated' },
  not_bound_yet: {
    kind: 'not_bound_yet',
    email: `a&b@example.com`,
    firstName: bad,
    lastName: bad,
    suggestedFirstName: bad,
    suggestedLastName: bad,
    roleName: bad,
    needsCode: true,
  },
  invitation_unknown: { kind: 'invitation_unknown' },
  already_accepted: { kind: 'already_accepted', at },
  already_declined: { kind: 'already_declined', at },
  already_withdrawn: { kind: 'already_withdrawn', at },
  link_expired: { kind: 'link_expired', at },
  link_superseded: { kind: 'link_superseded', newerAt: at },
  not_the_invitee: { kind: 'not_the_invitee' },
  no_mail_server: { kind: 'no_mail_server' },
  no_public_address: { kind: 'no_public_address' },
  link_unmailable: { kind: 'link_unmailable', why: 'admin_role' },
  mailed_link_needed: { kind: 'mailed_link_needed', why: 'admin_role' },
  names_missing: { kind: 'names_missing', first: true, last: false },
  issuer_lost_right: { kind: 'issuer_lost_right' },
  already_asked: { kind: 'already_asked', at, againAt: at },
  reinvited_too_often: { kind: 'reinvited_too_often', nextAt: at },
  role_unknown: { kind: 'role_unknown' },
  role_retired: { kind: 'role_retired', role: bad },
  role_above_own: { kind: 'role_above_own', role: bad },
  member_unknown: { kind: 'member_unknown' },
  own_membership: { kind: 'own_membership', act: 'change_role' },
  member_above_own: { kind: 'member_above_own', role: bad },
  member_active: { kind: 'member_active' },
  member_deactivated: { kind: 'member_deactivated', at },
  member_removed: { kind: 'member_removed', at },
  last_admin: { kind: 'last_admin' },
  changed_since_shown: { kind: 'changed_since_shown' },
  number_needed: { kind: 'number_needed', number: 6 },
  undo_unknown: { kind: 'undo_unknown' },
  undo_too_late: { kind: 'undo_too_late', at },
  undone_already: { kind: 'undone_already', at },
  undo_overtaken: { kind: 'undo_overtaken' },
  invited_again: { kind: 'invited_again' },
  team_unknown: { kind: 'team_unknown' },
  team_needed: { kind: 'team_needed' },
  product_unknown: { kind: 'product_unknown' },
  permission_unknown: { kind: 'permission_unknown' },
  template_unknown: { kind: 'template_unknown' },
  send_time_past: { kind: 'send_time_past', at },
  nobody_named: { kind: 'nobody_named' },
  address_not_confirmed: { kind: 'address_not_confirmed' },
  nothing_to_bind: { kind: 'nothing_to_bind' },
  already_bound: { kind: 'already_bound' },
  code_wrong: { kind: 'code_wrong', attemptsLeft: 1 },
  code_expired: { kind: 'code_expired' },
  code_needs_mail: { kind: 'code_needs_mail' },
  team_name_taken: { kind: 'team_name_taken', name: bad, isArchived: true },
  product_name_taken: { kind: 'product_name_taken', name: bad },
  product_key_taken: { kind: 'product_key_taken', key: 'atlas', name: bad },
  product_gone: { kind: 'product_gone' },
  product_changed: { kind: 'product_changed', name: bad },
  team_gone: { kind: 'team_gone' },
  team_archived: { kind: 'team_archived', name: bad },
  team_changed: { kind: 'team_changed', name: bad },
  team_in_use: { kind: 'team_in_use', name: bad, members: 1, pending: 10_001, links: 1 },
  team_kept_above: { kind: 'team_kept_above', name: bad, count: 2 },
  same_team: { kind: 'same_team', name: bad },
  channel_closed: { kind: 'channel_closed', why: 'not_in_channel' },
};

const inviteRefusals: Samples<InviteRowRefusal> = {
  oneself: { kind: 'oneself' },
  already_member: { kind: 'already_member', since: at },
  already_pending: { kind: 'already_pending', invitationId: 'i', expiresAt: at },
  stopped: { kind: 'stopped', at },
  guest: { kind: 'guest' },
  bot: { kind: 'bot' },
  stranger: { kind: 'stranger' },
  slack_deactivated: { kind: 'slack_deactivated' },
  domain_blocked: { kind: 'domain_blocked' },
  domain_not_allowed: { kind: 'domain_not_allowed' },
  over_daily_cap: { kind: 'over_daily_cap', cap: 1 },
  names_needed: { kind: 'names_needed' },
  slack_user_unknown: { kind: 'slack_user_unknown' },
  no_address_in_slack: { kind: 'no_address_in_slack' },
};

const warnings: Samples<InviteWarning> = {
  declined_before: { kind: 'declined_before', at },
  was_deactivated: { kind: 'was_deactivated', at },
  was_removed: { kind: 'was_removed', at },
  guest: { kind: 'guest' },
  role_mailbox: { kind: 'role_mailbox' },
  likely_slip: { kind: 'likely_slip', meant: 'example.com' },
  bounced_before: { kind: 'bounced_before', at },
  same_slack_person: { kind: 'same_slack_person', as: 'a&b@example.com' },
};

const ownReinviteRefusals: Pick<
  Samples<ReinviteRefusal>,
  'already_member' | 'stopped' | 'never_invited' | 'role_above_own' | 'role_retired'
> = {
  already_member: { kind: 'already_member', since: at },
  stopped: { kind: 'stopped', at },
  never_invited: { kind: 'never_invited' },
  role_above_own: { kind: 'role_above_own', role: bad },
  role_retired: { kind: 'role_retired', role: bad },
};

const causes: Readonly<Record<DeliveryCause, true>> = {
  mail_not_configured: true,
  no_public_address: true,
  admin_needs_mail: true,
  mail_only: true,
  mail_server_unreachable: true,
  mail_temporarily_refused: true,
  mail_refused: true,
  mail_settings_refused: true,
  slack_user_unavailable: true,
  slack_refused: true,
  slack_unreachable: true,
  slack_guest: true,
  issuer_lost_right: true,
  gave_up: true,
  mailbox_full: true,
  mail_blocked: true,
  mail_undeliverable: true,
  mail_delayed: true,
  slack_stopped: true,
};

const hostile = { ...organization, name: bad };
const marked = mrkdwnWording(hostile, '/members');
const plain = plainWording(hostile, '/members');

const expectSentence = (text: string): void => {
  expect(text).toMatch(/[.…]$/);
  expect(text).not.toMatch(/undefined|\[object|NaN|Invalid/);
  expect(text.length).toBeLessThan(700);
};

describe('refusal texts', () => {
  it.each(Object.values(refusals))('when the answer is $kind, says it in inert sentences', (refusal) => {
    expectSentence(wordRefusal(refusal, marked));
    expect(mentionsIn(wordRefusal(refusal, marked))).toEqual([]);
    expect(linksIn(wordRefusal(refusal, marked)).map(({ label }) => label)).not.toContain('x');
  });

  it.each(Object.values(refusals))(
    'when $kind stands under a field, it is plain and names the zone of its times',
    (refusal) => {
      const text = wordRefusal(refusal, plain);
      expect(text).not.toMatch(/<!date|&lt;|`/);
      if (/\d\d:\d\d/.test(text)) expect(text).toContain('(Europe/Berlin)');
    },
  );

  it.each(Object.values(inviteRefusals))('when somebody is not invited for $kind, gives the reason', (reason) => {
    expectSentence(wordInviteRefusal(reason, marked));
    expect(mentionsIn(wordInviteRefusal(reason, marked))).toEqual([]);
  });

  it.each(Object.values(ownReinviteRefusals))(
    'when somebody is not reinvited for $kind, gives the reason',
    (reason) => {
      expectSentence(wordReinviteRefusal(reason, marked));
      expect(mentionsIn(wordReinviteRefusal(reason, marked))).toEqual([]);
    },
  );

  it.each(Object.values(warnings))('when somebody is invited with $kind, gives the hint', (warning) => {
    expect(wordInviteWarning(warning, marked)).not.toMatch(/undefined|\.$/);
  });

  it('when a link is not delivered, has words of its own for every cause', () => {
    const texts = (Object.keys(causes) as DeliveryCause[]).map(wordDeliveryCause);
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).not.toMatch(/_|undefined|\.$/);
  });

  it.each(Object.keys(policy) as (keyof typeof policy)[])(
    'when %s is refused, names what only others can do',
    (action) => {
      expectSentence(wordRefusal({ kind: 'not_a_member', action }, marked));
      expectSentence(wordRefusal({ kind: 'admins_only', action }, marked));
    },
  );
});
