import { domainToASCII, domainToUnicode } from 'node:url';
import { withoutInvisible } from './clean-text.ts';

const domainCharacters = /^[\p{L}\p{M}\p{N}.-]+$/u;
const asciiLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;
const ascii = /^[\x21-\x7e]+$/u;

/** The domain as DNS knows it, or null when it can't be one. */
export const dnsName = (domain: string): string | null => {
  // domainToASCII would read `a.com/x`, `a.com#x` and `ex%61mple.com` as URLs do.
  if (!domainCharacters.test(domain)) return null;
  const name = domainToASCII(domain);
  const labels = name.split('.');
  const ending = labels.at(-1) ?? '';
  // An ending without letters is an IP address, which domainToASCII also takes in short forms such as `1.2`.
  if (labels.length < 2 || !labels.every((label) => asciiLabel.test(label)) || !/^(?=.*[a-z]).{2,}$/u.test(ending)) {
    return null;
  }
  // Newer Nodes hand back punycode that means nothing as it is, where older ones refuse it.
  const readable = domainToUnicode(name);
  if (readable.split('.').some((label) => label.startsWith('xn--'))) return null;
  // Full-width and other compatibility forms would give two keys to one mailbox.
  return ascii.test(domain) || readable === domain.toLowerCase().normalize('NFC') ? name : null;
};

// DNS, RFC 1035.
const maxLength = 253;

/** Reads one domain as people write it (`Example.com`, `@example.com`, `*.example.com`, `https://example.com/`). */
export const parseDomain = (text: string): string | null => {
  if (text.length > maxLength * 2) return null;
  const bare = withoutInvisible(text)
    .trim()
    .normalize('NFC')
    .replace(/^https?:\/\//iu, '')
    .replace(/^(?:\*\.|@)/u, '')
    .replace(/[./]$/u, '');
  const name = dnsName(bare);
  return name !== null && name.length <= maxLength ? name : null;
};

/** A domain for people to read: `müller.example` where DNS has `xn--mller-kva.example`. */
export const readableDomain = (domain: string): string => domainToUnicode(domain) || domain;

// Addresses keep the spelling that was typed, lists are kept as DNS has them; most of both are plain.
const comparable = (domain: string): string =>
  ascii.test(domain) ? domain.toLowerCase() : domainToASCII(domain) || domain.toLowerCase();

/** A domain is meant with everything below it: `example.com` covers `mail.example.com`. */
export const isWithin = (domain: string, list: readonly string[]): boolean => {
  if (list.length === 0) return false;
  const name = comparable(domain);
  return list.map(comparable).some((entry) => name === entry || name.endsWith(`.${entry}`));
};

const publicProviders = [
  ...'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com mac.com aol.com'.split(
    ' ',
  ),
  ...'proton.me protonmail.com pm.me gmx.de gmx.net gmx.com web.de t-online.de freenet.de posteo.de mailbox.org'.split(
    ' ',
  ),
  ...'mail.com mail.ru yandex.ru yandex.com zoho.com fastmail.com tuta.com tutanota.com orange.fr free.fr laposte.net'.split(
    ' ',
  ),
  ...'libero.it virgilio.it seznam.cz wp.pl o2.pl naver.com qq.com 163.com 126.com hey.com'.split(' '),
];

/** Whether anybody may have an address there: no organization's own domain. */
export const isPublicMailDomain = (domain: string): boolean => isWithin(domain, publicProviders);
