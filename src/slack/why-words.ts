import type { CommandWordHelp } from './command-word-help.ts';

export const whyWords = {
  why: {
    usage: 'why @person, address or piece of a name [product, permission or role]',
    does: "Says why somebody can't get in, with the button that mends it.",
    examples: ['why ada@example.com', 'why @ada studio', 'why smith in "Big Reports"'],
    for: 'admins',
  },
} as const satisfies Record<string, CommandWordHelp>;
