import { withoutInvisible } from './clean-text.ts';
import { dnsName } from './domain-name.ts';

/** An address as it was typed (cleaned), and the key that it is matched on. */
export type EmailAddress = { readonly email: string; readonly emailKey: string };

const cleaned = (email: string): string => withoutInvisible(email).trim().normalize('NFC');

/** What addresses are matched on: NFC, trimmed, lower-case, nothing invisible. Dots and plus tags stay as they are. */
export const emailKey = (email: string): string => cleaned(email).toLowerCase().normalize('NFC');

// RFC 5321, 4.5.3.1: octets.
const maxLocalBytes = 64;
const maxAddressBytes = 254;

// Dot-atoms of RFC 5322 with the letters of RFC 6532; without the quoted form, bars and
// backticks: nobody has such a mailbox, but pasted tables and code have such edges.
const localPart = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_{}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_{}~-]+)*$/u;
/** Reads one address, nothing around it. Null when mail could not be sent there; international domains are welcome. */
export const parseEmailAddress = (text: string): EmailAddress | null => {
  // Cheap and first, because callers hand us whatever was pasted.
  if (text.length > maxAddressBytes * 2) return null;
  const email = cleaned(text);
  const at = email.indexOf('@');
  if (at < 1 || at !== email.lastIndexOf('@')) return null;
  const local = email.slice(0, at);
  if (Buffer.byteLength(local) > maxLocalBytes || !localPart.test(local)) return null;
  const domain = dnsName(email.slice(at + 1));
  if (domain === null || Buffer.byteLength(local) + 1 + domain.length > maxAddressBytes) return null;
  return { email, emailKey: emailKey(email) };
};

const roleMailboxes = new Set(
  (
    'abuse accounting accounts admin administrator all billing board career careers ceo contact customercare ' +
    'customerservice customersupport donotreply enquiries events everyone feedback finance hello help helpdesk hi hr ' +
    'info inbox inquiries invoice invoices it itsupport jobs legal mail mailerdaemon marketing media news newsletter ' +
    'noreply office onboarding operations ops orders partners payroll people postmaster press privacy purchasing ' +
    'reception recruiting recruitment root sales security service shop social staff support sysadmin team test ' +
    'webmaster welcome kontakt buero bestellung rechnung vertrieb contacto ventas soporte facturacion contacter ' +
    'commercial comptabilite'
  ).split(' '),
);

/** Whether an address is read by several people (info@, sales+eu@): one account is one person, so inviting it warns. */
export const isRoleMailbox = (key: string): boolean => {
  const [beforeTag = ''] = key.slice(0, Math.max(key.lastIndexOf('@'), 0)).split('+');
  return roleMailboxes.has(beforeTag.replace(/[._-]/gu, ''));
};

/** For screens of people who need not know the whole address: `a•••@example.com`. Anything else becomes `•••`. */
export const maskEmail = (email: string): string => {
  const at = email.lastIndexOf('@');
  if (at < 1) return '•••';
  const [first = ''] = email;
  return `${first}•••${email.slice(at)}`;
};
