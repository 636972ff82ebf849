import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberActor } from '../../src/domain/actor.ts';
import type { ActorContext } from '../../src/ports/records.ts';
import { addRole } from '../../src/services/add-role.ts';
import { archiveTeam, restoreTeam } from '../../src/services/archive-team.ts';
import type { Asked } from '../../src/services/asked.ts';
import { changeGrants } from '../../src/services/change-grants.ts';
import { changeMemberProducts } from '../../src/services/change-member-products.ts';
import { changeMemberTeams } from '../../src/services/change-member-teams.ts';
import { changeRole } from '../../src/services/change-role.ts';
import { changeSettings } from '../../src/services/change-settings.ts';
import { chooseDefaultRole } from '../../src/services/choose-default-role.ts';
import { copyLink } from '../../src/services/copy-link.ts';
import { declineInvitation } from '../../src/services/decline-invitation.ts';
import { editInvitation } from '../../src/services/edit-invitation.ts';
import { editRole } from '../../src/services/edit-role.ts';
import { deactivateMember, removeMember } from '../../src/services/end-membership.ts';
import { explainAccess } from '../../src/services/explain-access.ts';
import { exportRoster } from '../../src/services/export-roster.ts';
import { grantSensitive } from '../../src/services/grant-sensitive.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { listExpired } from '../../src/services/list-expired.ts';
import { listMembers } from '../../src/services/list-members.ts';
import { listPending } from '../../src/services/list-pending.ts';
import { listProducts } from '../../src/services/list-products.ts';
import { listTeams } from '../../src/services/list-teams.ts';
import { loadActor, loadSelf } from '../../src/services/load-actor.ts';
import { moveTeam } from '../../src/services/move-team.ts';
import { readCatalogue } from '../../src/services/read-catalogue.ts';
import { listNeeds, readDesk, readWeeks } from '../../src/services/read-desk.ts';
import { readEndForm } from '../../src/services/read-end-form.ts';
import { readGrants } from '../../src/services/read-grants.ts';
import { readInviteForm } from '../../src/services/read-invite-form.ts';
import { readMemberAccess } from '../../src/services/read-member-access.ts';
import { readPendingForm } from '../../src/services/read-pending-form.ts';
import { readPersonCard } from '../../src/services/read-person-card.ts';
import { readRoleForm } from '../../src/services/read-role-form.ts';
import { readRoles } from '../../src/services/read-roles.ts';
import { readStory } from '../../src/services/read-story.ts';
import { readdressInvitation } from '../../src/services/readdress-invitation.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { requestInvitation } from '../../src/services/request-invitation.ts';
import { saveProduct } from '../../src/services/save-product.ts';
import { saveTeam } from '../../src/services/save-team.ts';
import { sendLinkNow } from '../../src/services/send-link-now.ts';
import { setRolePermissions } from '../../src/services/set-role-permissions.ts';
import { switchProduct } from '../../src/services/switch-product.ts';
import { tellSignIn } from '../../src/services/tell-sign-in.ts';
import { termsStamp } from '../../src/services/terms-stamp.ts';
import { undo } from '../../src/services/undo.ts';
import { whoAmI } from '../../src/services/who-am-i.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { addPermission } from '../support/access.ts';
import { undoOf } from '../support/acts.ts';
import {
  type AddedMember,
  addMember,
  anAddress,
  askedBy,
  invitationOf,
  invite,
  inviteInput,
  roleId,
} from '../support/records.ts';
import { seedCrowd } from '../support/seed.ts';
import { found, type Services, startServices } from '../support/services.ts';
import { statementsOf } from '../support/statements.ts';
import { addProduct, addTeam } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let terms: { primaryTeamId: string; secondaryTeamIds: string[]; productIds: string[] };
let ids: Record<'permission' | 'sensitive' | 'member' | 'viewer', string>;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  terms = {
    primaryTeamId: await addTeam(services, 'Sales'),
    secondaryTeamIds: [await addTeam(services, 'Support')],
    productIds: [await addProduct(services, 'Studio'), await addProduct(services, 'Reports')],
  };
  ids = {
    permission: await addPermission(services, 'Export', { roles: ['Member'] }),
    sensitive: await addPermission(services, 'Send as', { isSensitive: true }),
    member: await roleId(services, 'Member'),
    viewer: await roleId(services, 'Viewer'),
  };
  await invite(services, ada, 'first@example.org', terms);
});
afterAll(() => services.stop());

type Reader = ActorContext & { readonly actor: MemberActor };
const spentOn = async (work: () => Promise<unknown>): Promise<number> => (await statementsOf(work)).length;

const everybody = { query: null, roleId: null, teamId: null, status: 'ACTIVE' } as const;

/** What each page may send to the database, as an admin opens it; `first` is an invitation that waits. */
const pages: readonly (readonly [string, number, (reader: Reader, bob: AddedMember) => Promise<unknown>])[] = [
  ['the actor look-up', 1, () => loadActor(services.deps, services.workspace.team.id, slackOf(ada))],
  [
    'whoami',
    1,
    async () => whoAmI(services.deps, await loadSelf(services.deps, services.workspace.team.id, slackOf(ada))),
  ],
  ['the desk', 3, (reader) => readDesk(services.deps, reader)],
  ['Home', 4, async (reader) => [await readDesk(services.deps, reader), await readWeeks(services.deps, reader)]],
  ['what needs a hand', 2, (reader) => listNeeds(services.deps, reader)],
  ['the roster', 3, (reader) => listMembers(services.deps, reader, everybody, null)],
  [
    'the roster by a piece of a name',
    3,
    (reader) => listMembers(services.deps, reader, { ...everybody, query: 'per' }, null),
  ],
  ['a person card', 1, (reader, bob) => readPersonCard(services.deps, reader, bob.membershipId)],
  [
    'the story',
    3,
    (reader, bob) => readStory(services.deps, reader, { kind: 'membership', membershipId: bob.membershipId }),
  ],
  ['why, of a member', 1, (reader, bob) => explainAccess(services.deps, reader, { kind: 'email', email: bob.email })],
  ['why, of nobody', 2, (reader) => explainAccess(services.deps, reader, { kind: 'email', email: 'who@example.org' })],
  ['pending', 3, (reader) => listPending(services.deps, reader, null)],
  ['those that ran out', 3, (reader) => listExpired(services.deps, reader)],
  ['the invite form', 2, (reader) => readInviteForm(services.deps, reader)],
  ['the form of a pending one', 3, async (reader) => readPendingForm(services.deps, reader, await firstLink())],
  ['the form of a role', 4, (reader, bob) => readRoleForm(services.deps, reader, bob.membershipId, ids.viewer)],
  [
    'the form of a deactivation',
    4,
    (reader, bob) => readEndForm(services.deps, reader, bob.membershipId, 'deactivate'),
  ],
  ['the form of teams and products', 2, (reader, bob) => readMemberAccess(services.deps, reader, bob.membershipId)],
  ['the permissions of a person', 3, (reader, bob) => readGrants(services.deps, reader, bob.membershipId)],
  ['teams', 2, (reader) => listTeams(services.deps, reader, false, null)],
  ['products', 1, (reader) => listProducts(services.deps, reader, null)],
  ['roles', 2, (reader) => readRoles(services.deps, reader)],
  ['the catalogue', 1, (reader) => readCatalogue(services.deps, reader)],
];

const slackOf = ({ person }: AddedMember) => ({ teamId: person.teamId, userId: person.id });
const firstLink = async () => {
  const { id, generation } = await invitationOf(services, 'first@example.org');
  return { id, generation };
};

const spentByPages = async (bob: AddedMember): Promise<Record<string, number>> => {
  const { context } = await askedBy(services, ada.person);
  const spent: Record<string, number> = {};
  for (const [name, , open] of pages) spent[name] = await spentOn(() => open(context as Reader, bob));
  return spent;
};

/** Thirty of each: people, teams and products. */
const addCrowd = async (): Promise<void> => {
  await seedCrowd(services, 30);
  await services.query(
    `WITH made AS (INSERT INTO team (id, organization_id, name) SELECT gen_random_uuid(), $1, 'Team ' || n FROM generate_series(1, 30) n)
     INSERT INTO product (id, organization_id, key, name) SELECT gen_random_uuid(), $1, 'p' || n, 'Product ' || n FROM generate_series(1, 30) n`,
    [services.organizationId],
  );
};

/** So many invited in one go, by their links. */
const invited = async (count: number, by = ada, given: Partial<typeof terms> = {}) => {
  const emails = Array.from({ length: count }, () => anAddress());
  const input = await inviteInput(services, emails, { ...terms, ...given });
  await inviteMembers(services.deps, await askedBy(services, by.person), input);
  const made = await services.deps.store.findInvitationsOfEmails(services.organizationId, emails);
  return made.map(({ id, generation }) => ({ id, generation }));
};

describe('statements of a page', () => {
  it('are within its budget, and no more of them with many people, invitations, teams and products', async () => {
    const bob = await addMember(services, { role: 'Member', firstName: 'Percy' });
    const few = await spentByPages(bob);
    await addCrowd();
    await invited(30);
    const many = await spentByPages(bob);
    expect(many).toEqual(few);
    const over = pages.filter(([name, budget]) => (many[name] ?? 0) > budget);
    expect(over.map(([name, budget]) => `${name}: ${many[name]} instead of ${budget}`)).toEqual([]);
  });
});

const aMember = () => addMember(services, { role: 'Member', firstName: 'Bob' });
const anInvitation = () => invite(services, ada, anAddress(), terms);
const shown = { issued: 'take_over', number: null } as const;
const versionOf = async ({ membershipId }: AddedMember) =>
  found(await services.deps.store.findMemberRecord(services.organizationId, membershipId)).version;

type Act = (asked: Asked) => Promise<{ readonly ok: boolean }>;

/** What each act may send, the look-up of the actor left out; made ready first, so that the act alone is counted. */
const acts: readonly (readonly [string, number, () => Promise<Act>])[] = [
  [
    'reinvite',
    7,
    async () => {
      const { id, generation } = await anInvitation();
      return (asked) => reinvite(services.deps, asked, { kind: 'links', links: [{ id, generation }] });
    },
  ],
  [
    'reinvite 20',
    7,
    async () => {
      const made = await invited(20);
      return (asked) => reinvite(services.deps, asked, { kind: 'links', links: made });
    },
  ],
  [
    'withdraw',
    6,
    async () => {
      const { id } = await anInvitation();
      return (asked) => withdraw(services.deps, asked, { kind: 'ids', ids: [id] });
    },
  ],
  [
    'withdraw 20',
    6,
    async () => {
      const made = await invited(20);
      return (asked) => withdraw(services.deps, asked, { kind: 'ids', ids: made.map(({ id }) => id) });
    },
  ],
  [
    'take back the withdrawal of 20',
    9,
    async () => {
      const made = await invited(20);
      const asked = await askedBy(services, ada.person);
      const done = await withdraw(services.deps, asked, { kind: 'ids', ids: made.map(({ id }) => id) });
      return (again) => undo(services.deps, again, undoOf(done));
    },
  ],
  [
    'edit an invitation',
    9,
    async () => {
      const before = await anInvitation();
      const { id, generation, firstName, lastName } = before;
      const input = { ...terms, roleId: ids.viewer, permissionIds: [], templateId: null, firstName, lastName };
      return (asked) =>
        editInvitation(services.deps, asked, { ...input, link: { id, generation }, stamp: termsStamp(before) });
    },
  ],
  [
    'invite at another address',
    14,
    async () => {
      const { id, generation } = await anInvitation();
      return (asked) => readdressInvitation(services.deps, asked, { link: { id, generation }, email: anAddress() });
    },
  ],
  [
    'copy a link',
    8,
    async () => {
      const { id, generation } = await anInvitation();
      return (asked) => copyLink(services.deps, asked, { id, generation });
    },
  ],
  [
    'send a link now',
    6,
    async () => {
      const { id, generation } = await anInvitation();
      return (asked) => sendLinkNow(services.deps, asked, { id, generation, byMail: true });
    },
  ],
  [
    'decline',
    6,
    async () => {
      const { id: invitationId, generation } = await anInvitation();
      const proof = { kind: 'link', generation } as const;
      return () => declineInvitation(services.deps, { invitationId, proof, stop: true, via: 'web', requestId: 'r1' });
    },
  ],
  [
    'change a role',
    10,
    async () => {
      const bob = await aMember();
      const input = {
        membershipId: bob.membershipId,
        roleId: ids.viewer,
        shownVersion: await versionOf(bob),
        ...shown,
      };
      return (asked) => changeRole(services.deps, asked, input);
    },
  ],
  [
    'deactivate',
    12,
    async () => {
      const { membershipId } = await aMember();
      return (asked) => deactivateMember(services.deps, asked, { membershipId, ...shown });
    },
  ],
  [
    'deactivate an admin with 20 invitations out',
    17,
    async () => {
      const grace = await addMember(services, { firstName: 'Grace' });
      await invited(20, grace);
      return (asked) => deactivateMember(services.deps, asked, { membershipId: grace.membershipId, ...shown });
    },
  ],
  [
    'take a deactivation back',
    14,
    async () => {
      const { membershipId } = await aMember();
      const done = await deactivateMember(services.deps, await askedBy(services, ada.person), {
        membershipId,
        ...shown,
      });
      return (asked) => undo(services.deps, asked, undoOf(done));
    },
  ],
  [
    'remove',
    12,
    async () => {
      const { membershipId } = await aMember();
      return (asked) => removeMember(services.deps, asked, { membershipId, ...shown });
    },
  ],
  [
    'change teams',
    7,
    async () => {
      const bob = await aMember();
      const { primaryTeamId, secondaryTeamIds } = terms;
      const input = {
        membershipId: bob.membershipId,
        shownVersion: await versionOf(bob),
        primaryTeamId,
        secondaryTeamIds,
      };
      return (asked) => changeMemberTeams(services.deps, asked, input);
    },
  ],
  [
    'change products',
    7,
    async () => {
      const bob = await aMember();
      const input = {
        membershipId: bob.membershipId,
        shownVersion: await versionOf(bob),
        productIds: terms.productIds,
      };
      return (asked) => changeMemberProducts(services.deps, asked, input);
    },
  ],
  [
    'give permissions',
    9,
    async () => {
      const { membershipId } = await aMember();
      const wanted = { kind: 'singles', permissionIds: [ids.permission] } as const;
      const review = await changeGrants(services.deps, await askedBy(services, ada.person), {
        membershipId,
        wanted,
        reviewed: null,
      });
      const reviewed = review.ok ? review.value.key : null;
      return (asked) => changeGrants(services.deps, asked, { membershipId, wanted, reviewed });
    },
  ],
  [
    'give a sensitive permission',
    9,
    async () => {
      const { membershipId } = await aMember();
      return (asked) =>
        grantSensitive(services.deps, asked, { membershipId, permissionId: ids.sensitive, act: 'give' });
    },
  ],
  [
    'add a team',
    6,
    async () => {
      const content = {
        name: `Team ${uuidv7()}`.slice(0, 40),
        slackChannelId: null,
        tells: [],
        productIds: terms.productIds,
      };
      return (asked) => saveTeam(services.deps, asked, { team: null, content });
    },
  ],
  [
    'move a team of 20 people and 20 invitations',
    // One of them for its invite links.
    13,
    async () => {
      const [fromId, toId] = [await addTeam(services, uuidv7()), await addTeam(services, uuidv7())];
      await invited(20, ada, { primaryTeamId: fromId });
      await services.query("UPDATE membership SET primary_team_id = $1 WHERE status = 'ACTIVE'", [fromId]);
      return (asked) => moveTeam(services.deps, asked, { fromId, toId });
    },
  ],
  [
    'archive a team',
    8,
    async () => {
      const teamId = await addTeam(services, uuidv7());
      return (asked) => archiveTeam(services.deps, asked, { teamId, moveToId: null });
    },
  ],
  [
    'restore a team',
    5,
    async () => {
      const teamId = await addTeam(services, uuidv7(), { isArchived: true });
      return (asked) => restoreTeam(services.deps, asked, teamId);
    },
  ],
  [
    'add a product',
    5,
    async () => (asked) => {
      const content = { name: uuidv7(), isDefault: false };
      return saveProduct(services.deps, asked, { product: null, key: uuidv7(), content });
    },
  ],
  [
    'turn a product off',
    6,
    async () => {
      const productId = await addProduct(services, uuidv7());
      return (asked) => switchProduct(services.deps, asked, { productId, isEnabled: false });
    },
  ],
  [
    'add a role',
    7,
    async () => (asked) =>
      addRole(services.deps, asked, { name: uuidv7(), description: '', forWhom: '', isAdmin: false, aboveId: null }),
  ],
  ['rename a role', 8, async () => (asked) => editRole(services.deps, asked, { roleId: ids.viewer, name: uuidv7() })],
  ['choose the default role', 8, async () => (asked) => chooseDefaultRole(services.deps, asked, ids.member)],
  [
    'review what a role carries',
    4,
    async () => (asked) =>
      setRolePermissions(services.deps, asked, { roleId: ids.member, permissionIds: [], reviewed: null }),
  ],
  [
    'change a setting',
    5,
    async () => (asked) => changeSettings(services.deps, asked, [{ field: 'reinviteCap', value: 7, seen: '' }]),
  ],
  [
    'ask that somebody be invited',
    10,
    async () => {
      const email = anAddress();
      return (asked) =>
        requestInvitation(services.deps, asked, { address: { email, emailKey: email }, reason: 'Works here' });
    },
  ],
  ['export the roster', 4, async () => (asked) => exportRoster(services.deps, asked)],
  [
    'tell where to sign in',
    5,
    async () => {
      const { membershipId } = await aMember();
      return (asked) => tellSignIn(services.deps, asked, membershipId);
    },
  ],
];

describe('statements of an act', () => {
  it.each(acts)('%s: %i at most', async (_name, budget, prepare) => {
    // Acts of before do not count for rule 11.
    await services.advance('11 minutes');
    const act = await prepare();
    const asked = await askedBy(services, ada.person);
    const statements = await statementsOf(async () => expect(await act(asked)).toMatchObject({ ok: true }));
    expect(statements.length, statements.join('\n\n')).toBeLessThanOrEqual(budget);
  });
});
