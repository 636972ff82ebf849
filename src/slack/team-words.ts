import type { CommandWordHelp } from './command-word-help.ts';

/** The words about teams and products. */
export const teamWords = {
  teams: {
    usage: 'teams [name of a team]',
    does: 'Shows the teams, with their people, channel and products; adds and changes them.',
    examples: ['teams', 'teams Sales'],
    for: 'admins',
  },
  products: {
    usage: 'products',
    does: 'Shows the products, with how many have them; adds, renames and turns them on and off.',
    examples: ['products'],
    for: 'admins',
  },
} as const satisfies Record<string, CommandWordHelp>;
