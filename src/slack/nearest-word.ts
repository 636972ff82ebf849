import { closest, distance } from 'fastest-levenshtein';
import { type CommandWord, commandWords, isCommandWord } from './command-words.ts';

const allWords = Object.keys(commandWords).filter(isCommandWord);

// What other tools call the same act: further from our word than a slip of the keyboard.
const otherNames: ReadonlyMap<string, CommandWord> = new Map([
  ['add', 'invite'],
  // The form takes a pasted sheet; one slip further it would be `export`.
  ['import', 'invite'],
  ['links', 'link'],
  ['resend', 'reinvite'],
  ['remind', 'reinvite'],
  ['revoke', 'withdraw'],
  ['cancel', 'withdraw'],
  ['uninvite', 'withdraw'],
  ['promote', 'role'],
  ['demote', 'role'],
  ['suspend', 'deactivate'],
  ['disable', 'deactivate'],
  ['offboard', 'deactivate'],
  ['restore', 'reactivate'],
  ['delete', 'remove'],
  ['kick', 'remove'],
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
