import { type CommandWord, commandWords } from '../command-words.ts';
import type { Wording } from '../wording.ts';
import { context, type Message, section } from './blocks.ts';

type Audience = { readonly isAdmin: boolean };

const words = Object.keys(commandWords) as CommandWord[];

const usage = (word: CommandWord, { pen, command }: Wording): string =>
  pen.code(`${command} ${commandWords[word].usage}`);

const line = (word: CommandWord, wording: Wording): string => `${usage(word, wording)}\n${commandWords[word].does}`;

const personLine = ({ pen, command }: Wording): string =>
  `${pen.code(`${command} @person, address or a piece of a name`)}\nOpens the card of one person, with all that you can do there.`;

/** What can be typed, and only what works; whoever is not an admin sees what works for them. */
export const helpMessage = (wording: Wording, { isAdmin }: Audience): Message => {
  const shown = words.filter((word) => isAdmin || commandWords[word].for === 'anyone');
  return {
    text: `What you can type: ${shown.join(', ')}`,
    blocks: [
      section(`*What you can type*`),
      ...shown.map((word) => section(line(word, wording))),
      ...(isAdmin ? [section(personLine(wording))] : []),
      ...(isAdmin ? [] : [context('Admins can do more.')]),
    ],
  };
};

/** One word with its examples. */
export const helpTopicMessage = (topic: CommandWord, wording: Wording): Message => {
  const { pen, command } = wording;
  const { does, examples, for: audience } = commandWords[topic];
  return {
    text: `${command} ${topic}: ${does}`,
    blocks: [
      section(line(topic, wording)),
      section(['*Examples*', ...examples.map((example) => pen.code(`${command} ${example}`))]),
      ...(audience === 'admins' ? [context('For admins.')] : []),
    ],
  };
};

/** The answer to a word that we do not know: the nearest one, else the whole help. */
export const unknownWordMessage = (
  word: string,
  nearest: CommandWord | undefined,
  wording: Wording,
  audience: Audience,
): Message => {
  const { pen, command } = wording;
  const what = `“${pen.say(word, 60)}” is not something that ${pen.code(command)} knows.`;
  if (!nearest) {
    const help = helpMessage(wording, audience);
    return { text: `${what} ${help.text}`, blocks: [section(what), ...help.blocks] };
  }
  const hint = `Did you mean ${pen.code(`${command} ${nearest}`)}?`;
  return {
    text: `${what} ${hint}`,
    blocks: [
      section(`${what} ${hint}`),
      section(line(nearest, wording)),
      context(`${pen.code(`${command} help`)} lists everything.`),
    ],
  };
};
