import { cleanLine, cutText } from '../domain/clean-text.ts';

/** Characters of one subject or name in a header: mail apps show less, some servers refuse more. */
const maxHeaderLength = 160;

/** Text from people made fit for one header line: no line break, so a name never starts a header of its own. */
export const headerText = (text: string, max = maxHeaderLength): string => cutText(cleanLine(text), max);
