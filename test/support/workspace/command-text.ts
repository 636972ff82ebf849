import type { State } from './state.ts';

/** Splits what was typed into the command and its text. @throws when it is no command */
export const splitCommand = (typed: string): { command: string; text: string } => {
  const [, command, text] = typed.match(/^(\/\S+)\s*(.*)$/s) ?? [];
  if (!command) throw new Error(`Only commands can be typed here, and "${typed}" is none`);
  return { command, text: text ?? '' };
};

/**
 * Command text as the app gets it with `should_escape`: `@ada` becomes `<@U1|ada>` and `#ops` becomes `<#C1|ops>` where
 * they name somebody; addresses and anything else stay as typed. Deactivated people cannot be mentioned.
 */
export const escapeReferences = (text: string, state: State): string =>
  text
    .replaceAll(/(^|\s)@([\w.-]+)/g, (typed, space: string, name: string) => {
      const person = [...state.people.values()].find((one) => one.name === name && !one.deleted);
      return person ? `${space}<@${person.id}|${person.name}>` : typed;
    })
    .replaceAll(/(^|\s)#([\w-]+)/g, (typed, space: string, name: string) => {
      const channel = [...state.channels.values()].find((one) => one.name === name);
      return channel ? `${space}<#${channel.id}|${channel.name}>` : typed;
    });
