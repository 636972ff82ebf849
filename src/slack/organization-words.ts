import type { CommandWordHelp } from './command-word-help.ts';

/** The words about the organization itself. */
export const organizationWords = {
  settings: {
    usage: 'settings',
    does: 'Shows the settings of the organization, and changes them.',
    examples: ['settings'],
    for: 'admins',
  },
} as const satisfies Record<string, CommandWordHelp>;
