import { createHmac, hkdfSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { createIdentityCodes, createInviteLinks } from '../src/link-signer.ts';

const PUBLIC_URL = 'https://usher.example.com';
const secrets = { current: 'the-secret-of-now-0123456789abcdef', previous: null };
const other = { current: 'another-secret-0123456789abcdefghi', previous: null };
const links = createInviteLinks(PUBLIC_URL, secrets);

const id = uuidv7();
const tokenOf = (generation = 1, from = links): string =>
  from.urlFor?.(id, generation).replace(`${PUBLIC_URL}/i/`, '') ?? '';
const token = tokenOf();
const bytes = Buffer.from(token, 'base64url');

describe('an invite link', () => {
  it('is an address of 70 characters behind /i/, with nothing to escape', () => {
    expect(links.urlFor?.(id, 1)).toMatch(/^https:\/\/usher\.example\.com\/i\/[\w-]{70}$/);
  });

  it.each([1, 2, 255, 65_536, 4_294_967_295])('of generation %i tells what it was made of', (generation) => {
    expect(links.read(tokenOf(generation))).toEqual({ invitationId: id, generation });
  });

  it('is made for a page only: without a public address there is none, and those of before are still read', () => {
    const pageless = createInviteLinks(null, secrets);
    expect(pageless.urlFor).toBeNull();
    expect(pageless.read(token)).toEqual({ invitationId: id, generation: 1 });
  });

  it('is the same each time, so that a mail sent twice has one link', () => {
    const { urlFor } = links;
    expect(urlFor?.(id, 1)).toBe(urlFor?.(id, 1));
    expect(urlFor?.(id, 2)).not.toBe(urlFor?.(id, 1));
    expect(urlFor?.(uuidv7(), 1)).not.toBe(urlFor?.(id, 1));
  });

  it('is read no more when any bit of it was changed', () => {
    const taken: string[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      if (links.read(changed.toString('base64url'))) taken.push(`bit ${bit}`);
    }
    expect(taken).toEqual([]);
    expect(links.read(bytes.toString('base64url'))).toBeDefined();
  });

  it('has one spelling only', () => {
    const last = token.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const sameBytes = [...alphabet].filter(
      (letter) => letter !== last && Buffer.from(token.slice(0, -1) + letter, 'base64url').equals(bytes),
    );
    // The last letter carries spare bits, so several spellings decode to the same bytes.
    expect(sameBytes.length).toBeGreaterThan(0);
    const spellings = [
      ...sameBytes.map((letter) => token.slice(0, -1) + letter),
      `${token}=`,
      `${token}==`,
      `${token} `,
      `${token}\n`,
      ` ${token}`,
      `${token.slice(0, 30)}\n${token.slice(30)}`,
      `${token}!`,
    ];
    for (const spelling of spellings) expect(Buffer.from(spelling, 'base64url').equals(bytes)).toBe(true);
    expect(spellings.filter((spelling) => links.read(spelling))).toEqual([]);
  });

  it('in the spelling of plain base64 is none', () => {
    let generation = 1;
    while (!/[-_]/.test(tokenOf(generation))) generation += 1;
    const plain = Buffer.from(tokenOf(generation), 'base64url').toString('base64').replaceAll('=', '');
    expect(links.read(plain)).toBeUndefined();
    expect(links.read(tokenOf(generation))).toBeDefined();
  });

  it.each([
    '',
    'A',
    token.slice(0, -1),
    token.slice(0, 27),
    `${token}A`,
    `${token}AAAA`,
    token + token,
    'é'.repeat(70),
  ])('is nothing of the wrong length: "%s"', (given) => {
    expect(links.read(given)).toBeUndefined();
  });

  it('of another secret is none, also with the same id and generation', () => {
    expect(links.read(tokenOf(1, createInviteLinks(PUBLIC_URL, other)))).toBeUndefined();
  });

  it('of the previous secret is read, while new ones are made with the current', () => {
    const rotated = createInviteLinks(PUBLIC_URL, { current: other.current, previous: secrets.current });
    expect(rotated.read(token)).toEqual({ invitationId: id, generation: 1 });
    expect(links.read(tokenOf(1, rotated))).toBeUndefined();
    expect(createInviteLinks(PUBLIC_URL, other).read(tokenOf(1, rotated))).toBeDefined();
    expect(createInviteLinks(PUBLIC_URL, other).read(token)).toBeUndefined();
  });

  it('is signed with a key of its own label, not with the secret itself or the key of codes', () => {
    const head = bytes.subarray(0, 20);
    const signedWith = (key: Buffer): string =>
      Buffer.concat([head, createHmac('sha256', key).update(head).digest()]).toString('base64url');
    const keyOf = (label: string): Buffer => Buffer.from(hkdfSync('sha256', secrets.current, '', label, 32));
    expect(signedWith(keyOf('invite-link'))).toBe(token);
    expect(links.read(signedWith(keyOf('identity-code')))).toBeUndefined();
    expect(links.read(signedWith(Buffer.from(secrets.current)))).toBeUndefined();
  });
});

describe('an identity code', () => {
  const codes = createIdentityCodes(secrets);
  const code = codes.codeFor(id);

  it('is always six digits, leading zeros included', () => {
    const many = Array.from({ length: 500 }, () => codes.codeFor(uuidv7()));
    expect(many.filter((made) => !/^\d{6}$/.test(made))).toEqual([]);
    // One in ten begins with a zero: that 500 hold none has a chance of 10^-23.
    expect(many.some((made) => made.startsWith('0'))).toBe(true);
    expect(new Set(many).size).toBeGreaterThan(490);
  });

  it('matches its own row, and no other', () => {
    expect(codes.matches(id, code)).toBe(true);
    const others = Array.from({ length: 20 }, () => codes.matches(uuidv7(), code));
    expect(others.filter(Boolean).length).toBeLessThanOrEqual(1);
  });

  it('with leading zeros has to be typed with them', () => {
    let row = uuidv7();
    while (!codes.codeFor(row).startsWith('0')) row = uuidv7();
    expect(codes.matches(row, codes.codeFor(row))).toBe(true);
    expect(codes.matches(row, String(Number(codes.codeFor(row))))).toBe(false);
  });

  it('may be typed with spaces', () => {
    const spaced = [`${code.slice(0, 3)} ${code.slice(3)}`, ` ${code} `, `${code}\n`, [...code].join(' ')];
    expect(spaced.map((typed) => codes.matches(id, typed))).toEqual([true, true, true, true]);
  });

  it('is refused with any other digit, length or writing', () => {
    const wrong = Array.from({ length: 6 }, (_, index) => {
      const digit = (Number(code[index]) + 1) % 10;
      return code.slice(0, index) + digit + code.slice(index + 1);
    });
    const typed = [
      ...wrong,
      '',
      code.slice(1),
      `${code}0`,
      `0${code}`,
      `${code.slice(0, 3)}-${code.slice(3)}`,
      'abcdef',
      'ééé',
    ];
    expect(typed.filter((given) => codes.matches(id, given))).toEqual([]);
  });

  it('depends on the secret', () => {
    const rows = Array.from({ length: 20 }, () => uuidv7());
    const elsewhere = createIdentityCodes(other);
    expect(rows.filter((row) => elsewhere.codeFor(row) === codes.codeFor(row)).length).toBeLessThanOrEqual(1);
  });
});
