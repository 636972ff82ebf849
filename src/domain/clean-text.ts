// Default-ignorable characters show nothing but make two equal-looking texts differ; bidi controls turn text around on
// the reader's screen; lone surrogates cannot be stored as UTF-8.
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\uFEFF\uFFF9-\uFFFB\p{Cs}]/gu;

// Emoji are built with joiners and variation selectors, so running text keeps these two.
const invisibleButEmoji =
  /(?![\u200D\uFE0F])[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\uFEFF\uFFF9-\uFFFB\p{Cs}]/gu;

/** The text without characters that nobody sees: zero-width, bidi controls, soft hyphens, byte order marks. */
export const withoutInvisible = (text: string): string => text.replace(invisible, '');

/** One line, as a person would read it: NFC, nothing invisible, control characters and runs of spaces as one space. */
export const cleanLine = (text: string): string =>
  withoutInvisible(text)
    .replace(/[\s\p{Cc}\p{Z}]+/gu, ' ')
    .trim()
    .normalize('NFC');

/** Several lines: each cleaned, runs of empty lines as one, none at the ends. Emoji stay whole. */
export const cleanLines = (text: string): string =>
  text
    .split(/\r\n|[\r\n\u2028\u2029]/u)
    .map((line) =>
      line
        .replace(invisibleButEmoji, '')
        .replace(/[\s\p{Cc}\p{Z}]+/gu, ' ')
        .trim(),
    )
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .normalize('NFC');

/** What a person counts as characters (an emoji is one or few, never two halves). */
export const characterCount = (text: string): number => [...text].length;

/** At most `max` characters, the last one an ellipsis when something was cut. */
export const cutText = (text: string, max: number): string => {
  // Twice as many UTF-16 units are always enough, and a megabyte is not spread into an array.
  const characters = [...text.slice(0, max * 2 + 2)];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
};
