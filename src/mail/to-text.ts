import { convert } from 'html-to-text';

/**
 * The text part of a mail, from its HTML. What is only for the eye (`.html-only`: the hidden preview line, the button
 * whose address stands under it) is left out; addresses are never broken, since mail apps then cut the link.
 */
export function toText(html: string): string {
  return convert(html, {
    wordwrap: 76,
    selectors: [
      { selector: '.html-only', format: 'skip' },
      { selector: 'h1', options: { uppercase: false, leadingLineBreaks: 1, trailingLineBreaks: 2 } },
      { selector: 'p.fact', format: 'paragraph', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: 'hr', options: { length: 40 } },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
    ],
  }).trim();
}
