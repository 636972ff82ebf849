import type { CommandWordHelp } from './command-word-help.ts';

/** The words about the organization itself. */
export const organizationWords = {
  settings: {
    usage: 'settings',
    does: 'Shows the settings of the organization, and changes them.',
    examples: ['settings'],
    for: 'admins',
  },
  request: {
    usage: 'request @person, address or me, and why',
    does: 'Asks the admins to invite somebody, or you; they are told who asks, and why.',
    examples: ['request grace@example.com joins the website project on Monday', 'request me I work with Sales'],
    for: 'anyone',
  },
  join: {
    usage: 'join link',
    does: 'Joins by an invite link, with the address that Slack has confirmed: no code is needed.',
    examples: ['join https://usher.example.com/join/…'],
    for: 'anyone',
  },
  export: {
    usage: 'export',
    does: 'Sends you everybody who is or was a member as a CSV file; the other admins are told.',
    examples: ['export'],
    for: 'admins',
  },
  doctor: {
    usage: 'doctor',
    does: 'Looks whether Slack, database, queue, mail, channels and clocks are in order, and says how to mend what is not.',
    examples: ['doctor'],
    for: 'admins',
  },
} as const satisfies Record<string, CommandWordHelp>;
