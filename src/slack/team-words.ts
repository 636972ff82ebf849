import type { CommandWordHelp } from './command-word-help.ts';

/** The words about teams and products. */
export const teamWords = {
  teams: {
    usage: 'teams [name of a team or @person]',
    does: 'Shows the teams, with their people, channel and products; adds and changes them. With a person: their teams.',
    examples: ['teams', 'teams Sales', 'teams @ada'],
    for: 'admins',
  },
  products: {
    usage: 'products [@person]',
    does: 'Shows the products, with how many have them; adds, renames and turns them on and off. With a person: theirs.',
    examples: ['products', 'products @ada'],
    for: 'admins',
  },
} as const satisfies Record<string, CommandWordHelp>;
