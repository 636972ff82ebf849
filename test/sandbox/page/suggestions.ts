import type { Hint, Sight } from '../sight.ts';

const startsWith = (hint: Hint, typed: string): boolean => hint.text.startsWith(typed.toLowerCase());

const namesFor = (typed: string, sight: Sight): Hint[] => {
  const [, before = '', mark, piece = ''] = typed.match(/^(.*\s)?([@#])([\w.-]*)$/s) ?? [];
  if (!mark) return [];
  if (mark === '#')
    return sight.channels
      .filter(({ name }) => name.startsWith(piece))
      .map(({ name }) => ({ text: `${before}#${name} `, usage: `#${name}`, does: '' }));
  return sight.people
    .filter(
      ({ isActor, name, fullName }) => isActor && `${name} ${fullName}`.toLowerCase().includes(piece.toLowerCase()),
    )
    .map(({ name, fullName, standing }) => ({
      text: `${before}@${name} `,
      usage: `@${name}`,
      does: `${fullName}, ${standing}`,
    }));
};

/** How what was typed could go on: commands, then their words, people and channels. */
export const suggestionsFor = (typed: string, sight: Sight): Hint[] => {
  if (!typed.startsWith('/')) return namesFor(typed, sight);
  if (!typed.includes(' ')) return sight.hints.commands.filter((hint) => startsWith(hint, typed));
  if (/^\/members \S*$/.test(typed)) return sight.hints.words.filter((hint) => startsWith(hint, typed));
  return namesFor(typed, sight);
};

/** How the command that was typed goes, once its word is complete. */
export const usageOf = (typed: string, { hints }: Sight): string | undefined =>
  [...hints.words, ...hints.commands].find(({ text }) => text !== '/members ' && typed.startsWith(text))?.usage;
