import { describe, expect, it } from 'vitest';
import { editInvitationModal, parseEditForm, readEditForm } from '../../../src/slack/views/edit-invitation-modal.ts';
import { editedLines } from '../../../src/slack/views/edited-lines.ts';
import { revise, TERMS_FIELDS } from '../../../src/slack/views/field-ids.ts';
import { decodePendingForm } from '../../../src/slack/views/pending-form.ts';
import { validateModal } from '../../support/workspace/kit/validate-view.ts';
import { stateOf } from '../../support/workspace/values.ts';
import { anInvitation, at, hostileTexts, id, longest, words } from '../examples.ts';
import { expectModal } from '../shown.ts';
import { hostileInvitation } from '../worst-case.ts';
import { aForm, named } from './form-examples.ts';

const hostileName = (n: number): string => `${hostileTexts[n % hostileTexts.length]} ${longest(60)}`;
const trail = Array.from({ length: 60 }, (_, n) => ({ group: 'older' as const, issuedAt: at, id: id(n) }));

const fullForm = aForm({
  teams: named(100, 100, hostileName),
  products: named(100, 200, hostileName),
  permissions: named(100, 300, hostileName),
  templates: named(100, 400, hostileName).map((template) => ({ ...template, permissionIds: [id(300)] })),
});

describe('editInvitationModal', () => {
  it('when everything is at its longest, is a modal that Slack takes, with nothing active in it', () => {
    const invitation = {
      ...hostileInvitation,
      permissionIds: fullForm.permissions.map((permission) => permission.id),
      secondaryTeamIds: fullForm.teams.map((team) => team.id),
      productIds: fullForm.products.map((product) => product.id),
      deliveries: (['DM', 'EMAIL'] as const).map((channel) => ({ channel, state: 'SENT' as const, cause: null, at })),
    };
    const problems = Array.from({ length: 20 }, () => longest(300));
    const view = editInvitationModal({ form: fullForm, invitation, trail, problems }, words);
    expectModal(view);
    expect(view.private_metadata?.length).toBeLessThanOrEqual(3000);
    expect(decodePendingForm(view.private_metadata ?? '')).toMatchObject({ link: { id: invitation.id } });
  });

  it('when nobody touches it, is read back as what is stored, whatever fields were set anew', () => {
    const form = aForm({ permissions: named(2, 300, (n) => `permission ${n}`) });
    const invitation = anInvitation({
      role: { ...anInvitation().role, id: id(2) },
      primaryTeam: { id: id(100), name: 'Sales' },
      secondaryTeamIds: [id(101)],
      productIds: [id(200)],
      permissionIds: [id(301)],
    });
    for (const revisions of [{}, revise(revise({}, Object.values(TERMS_FIELDS)), ['role', 'first_name'])]) {
      const verdict = validateModal(
        editInvitationModal({ form, invitation, trail: null, filled: { revisions } }, words),
      );
      if (!verdict.ok) throw new Error(verdict.messages.join());
      expect(parseEditForm(readEditForm(stateOf(verdict.view.blocks)))).toEqual({
        ok: true,
        value: {
          roleId: id(2),
          primaryTeamId: id(100),
          secondaryTeamIds: [id(101)],
          productIds: [id(200)],
          permissionIds: [id(301)],
          templateId: null,
          firstName: 'Grace',
          lastName: 'Hopper',
        },
      });
    }
  });
});

describe('editedLines', () => {
  it('tells each thing that changed, from what to what, and nothing else', () => {
    const before = anInvitation();
    const after = { ...before, role: { ...before.role, name: 'Member' }, productNames: [] };
    expect(editedLines({ before, after }, words).slice(1)).toEqual([
      '• Role: Viewer → Member',
      '• Products: Atlas → none',
    ]);
    expect(editedLines({ before, after: before }, words)).toEqual([expect.stringContaining('is as you saved it')]);
  });
});
