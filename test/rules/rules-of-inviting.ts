import type { Rule } from './rule.ts';

const DOORS = 'e2e/doors.test.ts';
const ACCEPT = 'services/accept-invitation.test.ts';
const END = 'services/end-membership.test.ts';
const CHANGE_ROLE = 'services/change-role.test.ts';
const REFUSALS = 'services/invite-refusals.test.ts';
const TERMS = 'services/invite-terms.test.ts';
const ROLE = 'domain/role.test.ts';
const INVITE_MODAL = 'slack/views/invite-modal.test.ts';
const ROLES = 'slack/roles.test.ts';

/** Who may act, and what an invitation asks and gives: rules 1 to 23. */
export const rulesOfInviting: readonly Rule[] = [
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
      ['e2e/imports.test.ts', 'shows every row before anything is sent, keeps it, and sends what can be sent'],
      ['services/imports.test.ts', 'invites each row once and mails each address once, and the same list again nobody'],
    ],
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
    says: 'One person is invited by typing their address, many by one link.',
    proofs: [
      [
        'services/invite-members.test.ts',
        'when the address is new, makes one pending invitation under the terms that were asked',
      ],
      [
        'e2e/invite-links.test.ts',
        'lets whoever proves an address by the code in: a member with names, welcomed, counted and in the trail',
      ],
      ['e2e/invite-links.test.ts', 'for 10 people, taken by 40 at once, lets 10 in'],
    ],
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
      ['services/role-holders.test.ts', 'is never a sensitive permission, nor one that is gone'],
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
      ['services/role-holders.test.ts', 'is shown before it counts, and then counts for all who hold it at once'],
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
];
