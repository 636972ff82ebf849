import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailKey, isRoleMailbox, maskEmail, parseEmailAddress } from '../../src/domain/email-address.ts';

describe('emailKey', () => {
  it.each([
    ['Ada@Example.COM', 'ada@example.com'],
    ['  ada@example.com\n', 'ada@example.com'],
    ['a\u200Bda@exam\u00ADple.com\uFEFF', 'ada@example.com'],
    ['jo\u0308rg@example.com', 'j\u00F6rg@example.com'],
    ['ada.b+c@example.com', 'ada.b+c@example.com'],
  ])('%j is matched as %j', (typed, key) => {
    expect(emailKey(typed)).toBe(key);
  });

  it('gives the same key again for a key, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => emailKey(emailKey(text)) === emailKey(text)),
      { numRuns: 1000 },
    );
  });
});

describe('parseEmailAddress', () => {
  it.each([
    'ada@example.com',
    "o'brien+tag@mail.example.co",
    'Ada.Lovelace@Example.com',
    'ada@b\u00FCcher.example',
    'ada@xn--bcher-kva.example',
    'j\u00F6rg@example.com',
    `${'a'.repeat(64)}@example.com`,
  ])('takes %s and keeps it as typed', (typed) => {
    expect(parseEmailAddress(` ${typed}\u200B`)).toEqual({ email: typed, emailKey: typed.toLowerCase() });
  });

  it.each([
    ['nothing', ''],
    ['no @', 'ada.example.com'],
    ['no local part', '@example.com'],
    ['two @', 'ada@b@example.com'],
    ['no dot in the domain', 'ada@localhost'],
    ['an empty label', 'ada@example..com'],
    ['a dot at the end', 'ada@example.com.'],
    ['dots in a row', 'a..da@example.com'],
    ['a dot first', '.ada@example.com'],
    ['a space', 'a da@example.com'],
    ['a control character', 'a\u0007da@example.com'],
    ['an edge of a table', '|ada@example.com'],
    ['quotes', '"ada"@example.com'],
    ['an underscore in the domain', 'ada@exa_mple.com'],
    ['a dash at an edge of a label', 'ada@-example.com'],
    ['an IP address', 'ada@192.0.2.1'],
    ['an IP address in short', 'ada@1.2'],
    ['an IP literal', 'ada@[192.0.2.1]'],
    ['an ending of one letter', 'ada@example.c'],
    ['a path', 'ada@example.com/x'],
    ['a fragment', 'ada@example.com#x'],
    ['an escape', 'ada@ex%61mple.com'],
    ['full-width letters, a second spelling of the same mailbox', 'ada@\uFF45xample.com'],
    ['punycode that means nothing', 'ada@xn--zzzz.com'],
    ['a local part of 65', `${'a'.repeat(65)}@example.com`],
    ['more than 254 characters', `ada@${'a.'.repeat(125)}com`],
    ['a name around it', 'Ada <ada@example.com>'],
  ])('refuses %s', (_why, text) => {
    expect(parseEmailAddress(text)).toBeNull();
  });

  it('never throws, and what it takes it takes again', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress());
    fc.assert(
      fc.property(anyText, (text) => {
        const address = parseEmailAddress(text);
        if (address) expect(parseEmailAddress(address.email)).toEqual(address);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('isRoleMailbox', () => {
  it.each(['info@example.com', 'sales+eu@example.com', 'no-reply@example.com', 'customer.service@example.com'])(
    'knows %s',
    (key) => {
      expect(isRoleMailbox(key)).toBe(true);
    },
  );

  it.each(['ada@example.com', 'salesman@example.com', 'info.ada@example.com', 'not an address'])('leaves %s', (key) => {
    expect(isRoleMailbox(key)).toBe(false);
  });
});

describe('maskEmail', () => {
  it.each([
    ['ada@example.com', 'a•••@example.com'],
    ['a@example.com', 'a•••@example.com'],
    ['ada', '•••'],
    ['', '•••'],
  ])('shows %j as %j', (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });
});
