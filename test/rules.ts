/**
 * The 45 rules of membership that Usher keeps, collected from the manuals of five products, and the tests that prove each. A proof is a
 * file below `test` and the name of a test in it as it is written there. Whoever enters one takes the rule away first and sees it fail.
 */
export type Rule = {
  readonly rule: number;
  readonly says: string;
  readonly proofs: readonly (readonly [file: string, test: string])[];
  /** What is left of the rule for later, and why. */
  readonly notYet?: string;
};

const DOORS = 'e2e/doors.test.ts';
const ACCEPT = 'services/accept-invitation.test.ts';
const END = 'services/end-membership.test.ts';
const CHANGE_ROLE = 'services/change-role.test.ts';
const REINVITE = 'services/reinvite.test.ts';
const REFUSALS = 'services/invite-refusals.test.ts';
const TERMS = 'services/invite-terms.test.ts';
const ROLE = 'domain/role.test.ts';
const ROSTER = 'store/roster.test.ts';
const INVITE_MODAL = 'slack/views/invite-modal.test.ts';
const ROLES = 'slack/roles.test.ts';

export const rules: readonly Rule[] = [
  {
    rule: 1,
    says: 'Only admins invite, reinvite, change roles and remove people.',
    proofs: [
      ['domain/policy.test.ts', 'tells %s who asks for %s, with the roster for %s: %s'],
      [DOORS, 'is refused at every door of admins, with words, and leaves nothing but the audit entry'],
      [
        'services/access.test.ts',
        'when the demotion is under way, the write waits for it and is refused for the right reason',
      ],
    ],
  },
  { rule: 2, says: 'Nobody changes their own role.', proofs: [[CHANGE_ROLE, "['oneself'"]] },
  { rule: 3, says: 'Nobody removes themselves.', proofs: [[END, "['oneself'"]] },
  {
    rule: 4,
    says: 'One account is one person, whose doings are theirs.',
    proofs: [[REFUSALS, 'when it is a role mailbox, warns']],
    notYet: 'Lines that belong to one user are the business of the product that people are members of.',
  },
  {
    rule: 5,
    says: 'Whoever invites reads what each role is for before they choose.',
    proofs: [[INVITE_MODAL, 'when a role is to be chosen, says what each can do and for whom it is']],
  },
  {
    rule: 6,
    says: 'People are invited one by one or many at once, each with a link of their own.',
    proofs: [
      [
        'services/invite-members.test.ts',
        'when one address is refused, the others are invited, and rows come back in the order of their lines',
      ],
      [
        'domain/roster/parse-titled-roster.test.ts',
        'takes names, role, team and products from their columns, and lists the columns it does not know',
      ],
    ],
    notYet: 'A sheet is pasted; as a file it comes with the bulk import.',
  },
  {
    rule: 7,
    says: 'Nobody becomes a member without first and last name.',
    proofs: [
      [ACCEPT, 'when a name is missing, asks for that one and writes nothing'],
      [REFUSALS, 'when the inviter has to name people and did not'],
    ],
  },
  {
    rule: 8,
    says: 'An address is kept as typed and matched whatever its case.',
    proofs: [
      [
        'services/invite-members.test.ts',
        'when it is written in another case, is kept as typed and matched without case',
      ],
    ],
  },
  {
    rule: 9,
    says: 'Somebody of several mailboxes is invited by the main one.',
    proofs: [[INVITE_MODAL, 'when somebody has several addresses, says which one to take']],
  },
  {
    rule: 10,
    says: 'A form takes one address or many, pasted from a sheet or line by line.',
    proofs: [
      ['domain/roster/parse-roster.properties.test.ts', 'plain addresses come back by line, comma, semicolon or space'],
      [INVITE_MODAL, 'when addresses and people are named, gives an entry for each, the line with it'],
    ],
  },
  {
    rule: 11,
    says: 'The role is chosen at the invitation and given when it is accepted.',
    proofs: [[ACCEPT, 'when it is open, makes an account and an active member under its terms']],
  },
  {
    rule: 12,
    says: 'Products are chosen at the invitation, among those that the organization has.',
    proofs: [
      [TERMS, 'when one is disabled, unknown or of another organization, refuses'],
      [ACCEPT, 'when a product is disabled by now, they join without it'],
    ],
  },
  {
    rule: 13,
    says: 'One primary team is needed, others are optional and several.',
    proofs: [
      [TERMS, 'when the organization has one, a primary one is needed'],
      [TERMS, 'when the primary one is named among the secondary ones too, it is one team'],
    ],
  },
  {
    rule: 14,
    says: 'The address is the name that people sign in by.',
    proofs: [
      [
        'slack/views/messages.test.ts',
        'welcomes with where to sign in and as whom, the role, the first steps and whom to ask',
      ],
    ],
  },
  {
    rule: 15,
    says: 'One person is invited by typing their address.',
    proofs: [
      [
        'services/invite-members.test.ts',
        'when the address is new, makes one pending invitation under the terms that were asked',
      ],
    ],
    notYet: 'The shareable link for many comes with `/members link`; the table and its guards are there.',
  },
  {
    rule: 16,
    says: 'The least role is the default.',
    proofs: [
      [ROLE, 'are three, with the least one as default and the admin role on top'],
      [ROLE, 'is the least role where the default one is not offered'],
    ],
  },
  {
    rule: 17,
    says: 'Nobody is invited who is a member already.',
    proofs: [[REFUSALS, 'when it is a member already, says since when and writes nothing']],
  },
  {
    rule: 18,
    says: 'Whoever is new is welcomed; who has an account is told that they were added.',
    proofs: [
      ['mail/invitation-mail.test.ts', 'when the address has no account yet, welcomes'],
      ['mail/welcome-and-code-mail.test.ts', 'when someone was added at once, says so in subject and text'],
    ],
  },
  {
    rule: 19,
    says: 'No password is ever mailed; a link lets people set their own.',
    proofs: [],
    notYet: 'Passwords come with sign-in. Until then nothing here has one to mail.',
  },
  {
    rule: 20,
    says: 'The mail says how to sign in and how to get started.',
    proofs: [['mail/invitation-mail.test.ts', 'when it is read as text, says everything that its HTML says']],
  },
  {
    rule: 21,
    says: 'A sensitive permission is never given along with something else.',
    proofs: [
      ['store/guards-permission.test.ts', 'is refused by %s (refuse_sensitive_permission)'],
      ['services/roles.test.ts', 'is never a sensitive permission, nor one that is gone'],
      [
        'services/permissions.test.ts',
        'is given and taken by itself, once however often it is sent, and audited as sensitive',
      ],
      ['services/edit-invitation.test.ts', 'when a permission is sensitive, or a template, team or product is gone'],
    ],
  },
  {
    rule: 22,
    says: 'Permissions are chosen one by one or by a template, and reviewed before they count.',
    proofs: [
      ['services/roles.test.ts', 'is shown before it counts, and then counts for all who hold it at once'],
      ['services/permissions.test.ts', 'are shown before they count; then the product knows at once'],
      [
        'services/permissions.test.ts',
        'by a template: on top or in place, sensitive ones left alone, and one entry that says which template',
      ],
      [ROLES, 'when a role changed under the review, shows what is true now and changes nothing'],
    ],
  },
  {
    rule: 23,
    says: 'A newcomer connects a mailbox, or claims one that is there.',
    proofs: [],
    notYet: 'Mailboxes belong to the product that people are members of.',
  },
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
