import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkName, cleanName } from '../../src/domain/person-name.ts';

describe('cleanName', () => {
  it.each([
    ['  Ada \t  Lovelace ', 'Ada Lovelace'],
    ['Ada\r\nBcc: x', 'Ada Bcc: x'],
    ['A\u200Bd\u202Ea\u2069\uFEFF', 'Ada'],
    ['Ada\u00A0Lovelace', 'Ada Lovelace'],
    ['Ada\u0000\u0007', 'Ada'],
    ['Jo\u0308rg', 'J\u00F6rg'],
    ['Ada\uD800', 'Ada'],
  ])('%j becomes %j', (typed, name) => {
    expect(cleanName(typed)).toBe(name);
  });

  it('changes nothing the second time, and leaves no character that breaks a line or a screen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const name = cleanName(text);
        expect(cleanName(name)).toBe(name);
        expect(name).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u200B\u2028\u2029]/u);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('checkName', () => {
  it.each([
    'Ada',
    "O'Brien",
    'Jean-Luc',
    '李',
    'Ph.D.',
    'J.R.R.',
    'St. John',
    'Dr.Smith',
    '김'.repeat(80),
    '😀'.repeat(80),
  ])('takes %s', (name) => {
    expect(checkName(name)).toEqual({ ok: true, value: name });
  });

  it('refuses an empty name as missing, also one of invisible characters', () => {
    expect(checkName(' \u200B\u3164 ')).toEqual({ ok: false, refusal: { kind: 'name_missing' } });
  });

  it('refuses 81 characters as too long', () => {
    expect(checkName('a'.repeat(81))).toEqual({ ok: false, refusal: { kind: 'name_too_long', max: 80 } });
  });

  it('refuses a link and says which', () => {
    expect(checkName('Win at evil.example now')).toEqual({
      ok: false,
      refusal: { kind: 'name_has_link', found: 'evil.example' },
    });
  });
});
