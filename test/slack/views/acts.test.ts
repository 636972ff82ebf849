import { describe, expect, it } from 'vitest';
import type { MemberRecord } from '../../../src/domain/member-record.ts';
import type { EndForm } from '../../../src/services/read-end-form.ts';
import type { RoleForm } from '../../../src/services/read-role-form.ts';
import { membershipEndedModal, roleChangedModal } from '../../../src/slack/views/act-results.ts';
import { section } from '../../../src/slack/views/blocks.ts';
import { endFormModal } from '../../../src/slack/views/end-form.ts';
import { pauseCard, pauseDecidedMessage } from '../../../src/slack/views/pause-card.ts';
import { roleChangedMessage } from '../../../src/slack/views/role-changed-message.ts';
import { parseRoleForm, roleFormModal } from '../../../src/slack/views/role-form.ts';
import { undoneLines } from '../../../src/slack/views/undone-lines.ts';
import { mrkdwnWording } from '../../../src/slack/wording.ts';
import { at, id, longest } from '../examples.ts';
import { expectMessage, expectModal } from '../shown.ts';
import { hostileName, hostileOrganization } from '../worst-case.ts';

const words = mrkdwnWording(hostileOrganization, '/members');
const role = (n: number) => ({
  id: id(100 + n),
  name: hostileName.slice(0, 56) + n,
  description: longest(75),
  forWhom: longest(200),
  rank: n,
  isAdmin: n > 90,
  isDefault: n === 0,
  isRetired: false,
});
const roles = Array.from({ length: 120 }, (_, n) => role(n));
const permissions = Array.from({ length: 100 }, (_, n) => ({ id: id(500 + n), name: `${longest(70)}${n}` }));
const member: MemberRecord = {
  membershipId: id(6),
  email: `${longest(64)}@example.com`,
  emailKey: `${longest(64)}@example.com`,
  firstName: hostileName,
  lastName: longest(80),
  status: 'ACTIVE',
  version: 123_456,
  role: role(99),
  primaryTeamId: null,
  secondaryTeamIds: [],
  productIds: [],
  joinedAt: at,
  endedAt: null,
  slack: { teamId: 'T0000000001', userId: 'U0000000001' },
};
const issued = { invitations: 10_000, inviteLinks: 100 };
const settled = {
  choice: 'take_over',
  invitations: Array.from({ length: 1000 }, (_, n) => ({ id: id(n), generation: 1 })),
  inviteLinkIds: [id(1)],
} as const;
const form: RoleForm = {
  member,
  roles,
  role: role(1),
  difference: { gained: permissions, lost: permissions },
  isDemotion: true,
  issued,
};
const state = { number: 6, notice: [longest(500)] };

describe('forms of acts, at their fullest', () => {
  it('fit into Slack, and whatever people wrote stays inert', () => {
    expectModal(roleFormModal(form, words, state));
    expectModal(roleFormModal({ ...form, role: null, issued: null, roles: roles.slice(0, 3) }, words));
    for (const end of ['deactivate', 'remove'] as const) {
      const full: EndForm = { end, member, issued, own: 1 };
      expectModal(endFormModal(full, words, state));
      expectModal(endFormModal({ ...full, member: { ...member, status: 'DEACTIVATED' }, issued: null, own: 0 }, words));
    }
  });

  it('are read back as they were filled in', () => {
    const chosen = (value: string) => ({ selected_option: { value, text: { text: 'x' } } });
    const values = {
      role_form_role: { role_form_role: chosen(id(101)) },
      act_issued: { act_issued: chosen('withdraw') },
      act_number: { act_number: { value: ' 6 ' } },
    };
    expect(parseRoleForm(values)).toEqual({ roleId: id(101), issued: 'withdraw', number: 6 });
    const bare = { role_form_role: { role_form_role: { selected_option: null } } };
    expect(parseRoleForm(bare)).toEqual({ roleId: null, issued: 'take_over', number: null });
    const six = { ...bare, act_number: { act_number: { value: 'six' } } };
    expect(parseRoleForm(six).number).toBeNull();
  });
});

describe('what came of acts, at its fullest', () => {
  it('fits into Slack, with Undo where there is a way back', () => {
    const changed = {
      outcome: 'changed',
      auditEventId: id(9),
      member,
      from: role(99),
      to: role(1),
      issued: settled,
    } as const;
    const ended = { outcome: 'ended', auditEventId: id(9), member, issued: settled, ownClosed: 1 } as const;
    const paused = {
      outcome: 'paused',
      member,
      paused: { kind: 'declined', at, by: hostileName, againAt: at },
    } as const;
    for (const modal of [
      roleChangedModal(changed, words),
      roleChangedModal({ outcome: 'unchanged', member }, words),
      roleChangedModal(paused, words),
      membershipEndedModal(ended, 'deactivate', words),
      membershipEndedModal({ ...ended, auditEventId: null }, 'remove', words),
      membershipEndedModal({ ...paused, paused: { kind: 'asked', at } }, 'remove', words),
    ])
      expectModal(modal);
    expect(JSON.stringify(membershipEndedModal(ended, 'deactivate', words))).toContain(`"value":"${id(9)}"`);
    expect(JSON.stringify(membershipEndedModal({ ...ended, auditEventId: null }, 'remove', words))).not.toContain(
      'Undo',
    );
    const emails = Array.from({ length: 50 }, () => member.email);
    for (const lines of [
      undoneLines({ act: 'withdraw', emails, left: emails }, words),
      undoneLines({ act: 'change_role', member, role: role(1), returned: 1000 }, words),
      undoneLines({ act: 'deactivate', member, returned: 1000, left: 1 }, words),
    ])
      expectMessage({ text: 'Undo', blocks: [section(lines)] });
  });

  it('is told in messages that fit as well', () => {
    const party = { ...member, slack: null };
    const pause = {
      id: id(9),
      organizationId: id(1),
      at,
      act: 'remove',
      asker: party,
      target: party,
      decision: null,
    } as const;
    const decision = { kind: 'approved', at, by: party } as const;
    expectMessage(pauseCard(pause, hostileOrganization));
    expectMessage(pauseCard({ ...pause, decision }, hostileOrganization));
    expectMessage(pauseDecidedMessage({ ...pause, decision }, hostileOrganization));
    expectMessage(pauseDecidedMessage({ ...pause, decision: { ...decision, kind: 'declined' } }, hostileOrganization));
    const change = { membershipId: id(6), organizationId: id(1), at, from: role(99), to: role(1), by: party };
    expectMessage(roleChangedMessage({ ...change, difference: form.difference }, hostileOrganization));
  });
});
