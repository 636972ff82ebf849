import type { CommandWordHelp } from './command-word-help.ts';

/** The words about roles and permissions. */
export const accessWords = {
  roles: {
    usage: 'roles',
    does: 'Shows the roles and what each can do; admins change them there.',
    examples: ['roles'],
    for: 'anyone',
  },
} as const satisfies Record<string, CommandWordHelp>;
