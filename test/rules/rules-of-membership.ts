import type { Rule } from './rule.ts';

const ACCEPT = 'services/accept-invitation.test.ts';
const END = 'services/end-membership.test.ts';
const CHANGE_ROLE = 'services/change-role.test.ts';
const REINVITE = 'services/reinvite.test.ts';
const ROLE = 'domain/role.test.ts';
const ROSTER = 'store/roster.test.ts';
const ROLES = 'slack/roles.test.ts';

/** Links, lists, roles and leaving: rules 24 to 45. */
export const rulesOfMembership: readonly Rule[] = [
  {
    rule: 24,
    says: 'A link is for one person and works once.',
    proofs: [
      ['services/races.test.ts', 'one becomes a member, 99 read that it was accepted, and every job is there once'],
      ['services/accept-in-slack.test.ts', 'when it is somebody else, of this or of another workspace'],
    ],
  },
  {
    rule: 25,
    says: 'A link lives 24 hours.',
    proofs: [
      ['services/invite-members.test.ts', 'when it is made, the link lives as long as the organization says'],
      [ACCEPT, 'when the link is of an older or of no generation, or ran out'],
    ],
  },
  {
    rule: 26,
    says: 'Whoever has not accepted is shown as pending.',
    proofs: [['store/pending.test.ts', 'counts its groups, and every row is in one of them']],
  },
  {
    rule: 27,
    says: 'The link opens a page to sign up, with a password of their own.',
    proofs: [
      ['web/accept.test.ts', 'when the names are there, joins and goes on to the page that says where to sign in'],
    ],
    notYet: 'The password comes with sign-in; the page and its names are there.',
  },
  {
    rule: 28,
    says: 'A reinvite makes a new link and ends all earlier ones.',
    proofs: [[REINVITE, 'when it is pending, issues a new link with a full life, and the old one is superseded']],
  },
  { rule: 29, says: 'Only what is pending is reinvited.', proofs: [[REINVITE, 'when it is %s']] },
  {
    rule: 30,
    says: 'Only what is pending is withdrawn.',
    proofs: [['services/withdraw.test.ts', 'when it is %s, says when, and changes nothing']],
  },
  {
    rule: 31,
    says: 'People are found by a piece of their name or address.',
    proofs: [
      [
        'e2e/roster.test.ts',
        'finds by a piece of a name or address, a role, a team and a status, and keeps to it on the next page',
      ],
    ],
  },
  {
    rule: 32,
    says: 'The list shows name, address, role and day of joining, newest first, 25 a page.',
    proofs: [
      [ROSTER, 'newest first, each person once, and the last page says that it is the last'],
      ['e2e/roster.test.ts', 'shows pages of 25, newest first, forward and back'],
      ['e2e/roster.test.ts', 'shows name, address, role and the day they joined'],
    ],
  },
  {
    rule: 33,
    says: 'Who is invited is listed with what is known of the invitation.',
    proofs: [
      [
        'slack/views/pending-modal.test.ts',
        'when somebody waits, tells who, as what, how old, how long still and how it went out',
      ],
      ['store/pending.test.ts', 'tells who issued, and how the current link went out, in the order of time'],
    ],
  },
  {
    rule: 34,
    says: 'People are listed by their address.',
    proofs: [
      [
        'slack/views/roster-modal.test.ts',
        'when it is shown, gives name, address, role and the day of joining, and to admins a way to manage each',
      ],
    ],
  },
  {
    rule: 35,
    says: 'The list is of members, and of nobody else.',
    proofs: [[ROSTER, 'shows nobody of another organization, whatever is asked']],
  },
  {
    rule: 36,
    says: 'Everybody has exactly one role; roles are data, and three are there from the start.',
    proofs: [
      [ROLE, 'are three, with the least one as default and the admin role on top'],
      ['services/roles.test.ts', 'is added in its place and can be given at once; the same form sent twice adds one'],
    ],
  },
  {
    rule: 37,
    says: 'A change of role counts at once.',
    proofs: [
      [CHANGE_ROLE, 'at once: role, version, NOTIFY, audit entry with both roles, and the person is to be told'],
    ],
  },
  {
    rule: 38,
    says: 'A role is given and taken back.',
    proofs: [
      [
        'services/undo.test.ts',
        'brings the role back, by anybody who may give it, tells the person, and names what it undoes',
      ],
    ],
  },
  {
    rule: 39,
    says: 'A role is changed from the person, by a form that is saved.',
    proofs: [
      ['slack/member-acts.test.ts', 'from the card: the choice shows what it means, and the card below is read anew'],
    ],
  },
  {
    rule: 40,
    says: 'Everybody can read what each role may do.',
    proofs: [[ROLES, 'is for everybody to read: what each role is, and what it carries']],
  },
  {
    rule: 41,
    says: 'Removing asks first, ends this membership, and leaves the account and its others.',
    proofs: [
      [END, 'leaves the memberships of the same account in other organizations'],
      ['slack/member-acts.test.ts', 'remove: from the card too, without Undo; a second try says what is true'],
    ],
  },
  {
    rule: 42,
    says: 'Who is removed leaves their data, and what they had under way ends.',
    proofs: [
      [END, 'with %s, settles every invitation and invite link that they issued, and closes what waits for them'],
    ],
    notYet: 'What runs in the product that people are members of is ended there, told by active_access.',
  },
  {
    rule: 43,
    says: 'Only who is active is deactivated, and their access ends at once.',
    proofs: [
      [END, 'ends access at once, dated and audited, with the version that tells of it'],
      [END, 'only an active member is deactivated; one who is deactivated can still be removed'],
    ],
  },
  {
    rule: 44,
    says: 'What somebody owned stays with their teams.',
    proofs: [],
    notYet: 'Assets belong to the product that people are members of; the teams of a membership stay readable.',
  },
  {
    rule: 45,
    says: 'Who comes back is invited anew to the same address, into the same membership.',
    proofs: [
      [END, 'a deactivated admin who comes back by a new invitation has the same membership and the new role'],
      [
        'services/accept-revival.test.ts',
        'revives the same membership: new role, next version, and nothing of what they had',
      ],
    ],
  },
];
