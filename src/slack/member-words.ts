import type { CommandWordHelp } from './command-word-help.ts';

/** The words about somebody's membership. */
export const memberWords = {
  role: {
    usage: 'role @person or name [as] role',
    does: 'Changes a role: shows what that gives and takes, and asks once.',
    examples: ['role @ada admin', 'role ada@example.com as viewer', 'role "Ada Example" team lead'],
    for: 'admins',
  },
  deactivate: {
    usage: 'deactivate @person or name',
    does: 'Ends access at once; a new invitation brings the person back.',
    examples: ['deactivate @ada', 'deactivate smith'],
    for: 'admins',
  },
  reactivate: {
    usage: 'reactivate @person or name',
    does: 'Opens the invite form filled in for somebody who was deactivated.',
    examples: ['reactivate ada@example.com'],
    for: 'admins',
  },
  remove: {
    usage: 'remove @person or name',
    does: 'Ends a membership for good; the account and other organizations stay.',
    examples: ['remove ada@example.com'],
    for: 'admins',
  },
} as const satisfies Record<string, CommandWordHelp>;
