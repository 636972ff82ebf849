import { accessWords } from './access-words.ts';
import type { CommandWordHelp } from './command-word-help.ts';
import { invitationWords } from './invitation-words.ts';
import { memberWords } from './member-words.ts';
import { organizationWords } from './organization-words.ts';
import { teamWords } from './team-words.ts';
import { whyWords } from './why-words.ts';

/** The words that work after `/members`, in the order in which `help` lists them. A word is added when it works. */
export const commandWords = {
  ...invitationWords,
  ...teamWords,
  ...memberWords,
  list: {
    usage: 'list [piece of a name or address] [role:…] [team:…] [status:…]',
    does: 'Shows the members, newest first.',
    examples: ['list', 'list smi role:admin', 'list team:"Big Sales" status:deactivated'],
    for: 'admins',
  },
  ...whyWords,
  ...organizationWords,
  ...accessWords,
  whoami: {
    usage: 'whoami',
    does: 'Shows your role, or the invitation that waits for you.',
    examples: ['whoami'],
    for: 'anyone',
  },
  help: {
    usage: 'help [word]',
    does: 'Shows what you can type.',
    examples: ['help', 'help invite'],
    for: 'anyone',
  },
} as const satisfies Record<string, CommandWordHelp>;

export type CommandWord = keyof typeof commandWords;

export const isCommandWord = (word: string): word is CommandWord => Object.hasOwn(commandWords, word);
