import { describe, expect, it } from 'vitest';
import { findUrl } from '../../src/domain/find-url.ts';

describe('findUrl', () => {
  it.each([
    ['go to http://evil', 'http://evil'],
    ['HTTPS://evil.example/x y', 'HTTPS://evil.example/x'],
    ['slack://open', 'slack://open'],
    ['www.evil.example', 'www.evil.example'],
    ['mailto:x', 'mailto:x'],
    ['(x.com/…)', 'x.com'],
    ['evil.example', 'evil.example'],
    ['Evil.Com', 'Evil.Com'],
    ['Evil.Support/login', 'Evil.Support'],
    ['see evil.example.', 'evil.example'],
    ['t.co', 't.co'],
    ['evil.com...click', 'evil.com'],
    ['ev\u200Bil.com', 'evil.com'],
    ['ｅｖｉｌ．ｃｏｍ', 'evil.com'],
    ['a_b.com', 'b.com'],
    ['ada@example.com', 'example.com'],
    ['пример.рф', 'пример.рф'],
    ['x.xn--p1ai', 'x.xn--p1ai'],
  ])('finds the link in %j', (text, found) => {
    expect(findUrl(text)).toBe(found);
  });

  it.each([
    'Ada M. Lovelace',
    'M.Lovelace',
    'Dr.Smith',
    'J.R.R.Tolkien',
    'B.Sc., Ph.D.',
    'U.S.A.',
    'e.g. this, i.e. that',
    'wait...what',
    'at 9.30am, v1.2.3',
    'and/or',
    'M.D/PhD',
    'よろしく。また',
    'End.Next sentence',
    '',
  ])('finds none in %j', (text) => {
    expect(findUrl(text)).toBeNull();
  });

  it.each(['-', '.', 'a', 'a-', '.-', 'www', 'a:'])(
    'comes to an end on a megabyte of %j',
    (piece) => {
      expect(findUrl(`${piece.repeat(1_000_000 / piece.length)} evil.example`)).not.toBeNull();
    },
    // Linear work takes a tenth of a second, quadratic work takes hours.
    60_000,
  );
});
