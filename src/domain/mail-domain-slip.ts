import { distance } from 'fastest-levenshtein';

// Where most private mailboxes are, and some whose name is one letter from another's: nobody is told that theirs is a slip.
const wellKnown = new Set(
  (
    'gmail.com googlemail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.de hotmail.fr hotmail.co.uk live.com ' +
    'msn.com yahoo.com yahoo.de yahoo.fr yahoo.co.uk ymail.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.at ' +
    'gmx.ch gmx.com web.de t-online.de freenet.de proton.me protonmail.com pm.me fastmail.com hey.com mail.com email.com ' +
    'mail.de mail.ru yandex.ru qq.com 163.com 126.com naver.com orange.fr free.fr laposte.net sfr.fr libero.it wp.pl ' +
    'btinternet.com comcast.net verizon.net att.net zoho.com posteo.de mailbox.org bluewin.ch'
  ).split(' '),
);

// Short names are a letter from one another by chance.
const shortest = 8;

/** `gmial.com`: two letters that changed places. */
const isSwapped = (one: string, other: string): boolean => {
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  const swapped = `${one.slice(0, at)}${one.charAt(at + 1)}${one.charAt(at)}${one.slice(at + 2)}`;
  return at >= 0 && swapped === other;
};

/** A first letter is rarely missed, and another one makes another name. */
const isSlipOf = (domain: string, known: string): boolean =>
  known.length >= shortest &&
  Math.abs(known.length - domain.length) <= 1 &&
  (isSwapped(domain, known) || (domain[0] === known[0] && distance(domain, known) === 1));

/**
 * The domain that was probably meant, by an address that looks like a slip of the keyboard. `own`: domains that this organization
 * uses, which are as well known here.
 */
export const meantDomain = (emailKey: string, own: readonly string[]): string | null => {
  const domain = emailKey.slice(emailKey.lastIndexOf('@') + 1);
  if (own.includes(domain) || wellKnown.has(domain)) return null;
  return [...own, ...wellKnown].find((known) => isSlipOf(domain, known)) ?? null;
};
