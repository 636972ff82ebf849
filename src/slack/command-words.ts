import { closest, distance } from 'fastest-levenshtein';

/** What `help` says about a word. `usage` and `examples` follow the command's name and a space. */
type CommandWordHelp = {
  readonly usage: string;
  readonly does: string;
  readonly examples: readonly string[];
  readonly for: 'anyone' | 'admins';
};

/** The words that work after `/members`, in the order in which `help` lists them. A word is added when it works. */
export const commandWords = {
  invite: {
    usage: 'invite [@person or address …] [as role] [in team]',
    does: 'Opens the invite form, filled in with what you typed.',
    examples: ['invite', 'invite @ada', 'invite ada@example.com grace@example.com as viewer in Sales'],
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
    does: 'Sends a new link; the old one stops working. `expired` does it for all that ran out.',
    examples: ['reinvite ada@example.com', 'reinvite expired'],
    for: 'admins',
  },
  withdraw: {
    usage: 'withdraw @person or address …',
    does: 'Takes an invitation back; its link stops working.',
    examples: ['withdraw ada@example.com'],
    for: 'admins',
  },
  list: {
    usage: 'list [piece of a name or address] [role:…] [team:…] [status:…]',
    does: 'Shows the members, newest first.',
    examples: ['list', 'list smi role:admin', 'list team:"Big Sales" status:deactivated'],
    for: 'admins',
  },
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

const allWords = Object.keys(commandWords).filter(isCommandWord);

// What other tools call the same act: further from our word than a slip of the keyboard.
const otherNames: ReadonlyMap<string, CommandWord> = new Map([
  ['add', 'invite'],
  ['resend', 'reinvite'],
  ['remind', 'reinvite'],
  ['revoke', 'withdraw'],
  ['cancel', 'withdraw'],
  ['uninvite', 'withdraw'],
  ['show', 'list'],
  ['members', 'list'],
  ['people', 'list'],
  ['waiting', 'pending'],
  ['invitations', 'pending'],
  ['me', 'whoami'],
  ['usage', 'help'],
]);

/** The word that was meant, when one is near: one slip in a short word, two in a longer one, or its beginning. */
export const nearestWord = (typed: string): CommandWord | null => {
  const word = typed.toLowerCase();
  const other = otherNames.get(word);
  if (other) return other;
  const begun = allWords.filter((candidate) => word.length >= 2 && candidate.startsWith(word));
  if (begun.length === 1) return begun[0] ?? null;
  // Longer than any word with its slips; the distance is quadratic.
  if (word.length > 20) return null;
  const near = closest(word, allWords);
  return isCommandWord(near) && distance(word, near) <= (near.length <= 5 ? 1 : 2) ? near : null;
};
