import type { CommandWordHelp } from './command-word-help.ts';

/** The words about roles and permissions. */
export const accessWords = {
  roles: {
    usage: 'roles',
    does: 'Shows the roles and what each can do; admins change them there.',
    examples: ['roles'],
    for: 'anyone',
  },
  permissions: {
    usage: 'permissions [@person, address or piece of a name]',
    does: 'Gives and takes permissions of one person, singly or by a template; alone, shows all permissions and templates.',
    examples: ['permissions', 'permissions @ada', 'permissions smith'],
    for: 'admins',
  },
} as const satisfies Record<string, CommandWordHelp>;
