import type { CommandWordHelp } from './command-word-help.ts';

/** The words about invitations. */
export const invitationWords = {
  invite: {
    usage: 'invite [@person or address …] [as role] [in team]',
    does: 'Opens the invite form, filled in with what you typed.',
    examples: ['invite', 'invite @ada', 'invite ada@example.com grace@example.com as viewer in Sales'],
    for: 'admins',
  },
  import: {
    usage: 'import',
    does: 'Invites the people of a CSV file, a channel or a user group: shows first what becomes of each row, and the last such preview again.',
    examples: ['import'],
    for: 'admins',
  },
  link: {
    usage: 'link',
    does: 'Shows the links that many people join by, with how many did; makes and revokes them.',
    examples: ['link'],
    for: 'admins',
  },
  pending: {
    usage: 'pending',
    does: 'Shows the invitations that wait for an answer or ran out.',
    examples: ['pending'],
    for: 'admins',
  },
  reinvite: {
    usage: 'reinvite @person or address … | expired',
    does: 'Sends a new link; the old one stops working. `expired` lists those that ran out, to be ticked.',
    examples: ['reinvite ada@example.com', 'reinvite expired'],
    for: 'admins',
  },
  withdraw: {
    usage: 'withdraw @person or address …',
    does: 'Takes an invitation back; its link stops working.',
    examples: ['withdraw ada@example.com'],
    for: 'admins',
  },
} as const satisfies Record<string, CommandWordHelp>;
