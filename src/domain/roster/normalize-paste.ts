import { withoutInvisible } from '../clean-text.ts';

/**
 * Brings what clipboards and Slack do to a text back to plain addresses. Line breaks are kept one for one, so line
 * numbers stay those that the admin sees. Every pattern here is linear: the input may be a megabyte of anything.
 */
export const normalizePaste = (text: string): string =>
  withoutInvisible(text)
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\S\n\t]|[\p{Z}\u0085]/gu, ' ')
    .replace(/(?![\n\t])\p{Cc}/gu, ' ')
    .replace(/[“”„«»＂]/gu, '"')
    .replace(/＠/gu, '@')
    .replace(/[，、،]/gu, ',')
    .replace(/[；؛]/gu, ';')
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&amp;/gu, '&')
    // A link copied from a page, or Slack's `<mailto:a@example.com|a@example.com>`; `?subject=…` goes with it.
    .replace(/(?<=^|[\s<(['",;:])mailto:([^\s,;<>|?"]+)(?:\?[^\s,;<>|"]*)?/gimu, '$1')
    // The target counts: what a link shows can be anything.
    .replace(/<([^<>|\s]+)\|[^<>|\n]*>/gu, '<$1>')
    .replace(/<<([^<>\n]*)>>/gu, '<$1>')
    .normalize('NFC');
