import { DateTime } from 'luxon';
import { knownZone } from '../domain/time-zones.ts';

/** Slack's three control characters; everything that people wrote goes through this before it meets mrkdwn. */
const escapeEntities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const lookalikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/**
 * Text of people inside mrkdwn: control characters escaped, and marks that would start bold, italic, strike or code
 * replaced by lookalikes, so that a name can't swallow the text beside it. A mark between letters starts nothing.
 */
export const escapeText = (text: string): string =>
  escapeEntities(text).replace(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`/gu, (mark) => lookalikes[mark] ?? mark);

/** An address inside mrkdwn. It may be copied, so nothing but the control characters and the backtick is touched. */
export const escapeAddress = (email: string): string => escapeEntities(email).replaceAll('`', 'ˋ');

/** At most `max` UTF-16 units (what Slack counts), the last one an ellipsis when something was cut; no half characters. */
export const cut = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const end = max - 1;
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return `${text.slice(0, isHalf ? end - 1 : end)}…`;
};

/**
 * As many whole lines as fit into `max` characters; `more(n)` words the rest. Lines are never cut inside, since half an
 * escape or half a date would show as rubbish.
 */
export const fitLines = (lines: readonly string[], max: number, more: (left: number) => string): string => {
  const whole = lines.join('\n');
  if (whole.length <= max) return whole;
  let kept = lines.length;
  let text = '';
  do {
    kept -= 1;
    text = [...lines.slice(0, kept), more(lines.length - kept)].join('\n');
  } while (kept > 0 && text.length > max);
  return text;
};

const inZone = (at: Date, zone: string): DateTime => DateTime.fromJSDate(at, { zone: knownZone(zone) }).setLocale('en');

// The moments of some lists and cards.
const mostWorded = 2000;

/** Screens word the same moments each time they are drawn, and asking the runtime for a zone takes longer than all the rest of a line. */
const remembered = (word: (at: Date, zone: string) => string): typeof word => {
  const known = new Map<string, string>();
  return (at, zone) => {
    const key = `${at.getTime()} ${zone}`;
    const worded = known.get(key) ?? word(at, zone);
    if (known.size >= mostWorded) known.clear();
    known.set(key, worded);
    return worded;
  };
};

/** `22 Nov 2026, 14:02 (Europe/Berlin)`: for places where Slack fills in no dates. */
export const namedTime = remembered((at, zone) => {
  const local = inZone(at, zone);
  return `${local.toFormat('d LLL yyyy, HH:mm')} (${local.zoneName ?? 'UTC'})`;
});

/** `22 Nov 2026`. */
export const namedDay = remembered((at, zone) => inZone(at, zone).toFormat('d LLL yyyy'));

/** `2 Nov`. */
export const shortDay = remembered((at, zone) => inZone(at, zone).toFormat('d LLL'));

/** A moment that Slack shows in the reader's own zone; `zone` words the fallback of clients that can't. */
export const slackDate = (at: Date, format: string, fallback: string): string =>
  `<!date^${Math.floor(at.getTime() / 1000)}^${format}|${escapeEntities(fallback)}>`;

/** A mention by id: never by name, which people may choose. */
export const mention = (userId: string): string => `<@${userId}>`;

/** A link whose address is ours or the organization's own setting. */
export const link = (url: string, label: string): string =>
  `<${escapeEntities(url).replaceAll('|', '%7C')}|${escapeText(label)}>`;
