import { nameToEmoji } from 'gemoji';

const CODE = /:([\w+-]+):(?::skin-tone-([2-6]):)?/g;
// U+1F3FB, the lightest of the five, is Slack's second.
const LIGHTEST = 0x1f3fb;

/** Slack's own name of some begins with `large_`, where the others have none. */
const find = (name: string): string | undefined =>
  [name, name.replace(/^large_/, '')]
    .filter((one) => Object.hasOwn(nameToEmoji, one))
    .map((one) => nameToEmoji[one])[0];

/** `:tada:` as Slack draws it. What names nothing stays as it was written. */
export const withEmoji = (text: string): string =>
  text.replaceAll(CODE, (code: string, name: string, tone: string | undefined) => {
    const found = find(name);
    return found ? found + (tone ? String.fromCodePoint(LIGHTEST + Number(tone) - 2) : '') : code;
  });
