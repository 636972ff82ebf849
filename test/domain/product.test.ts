import { describe, expect, it } from 'vitest';
import { checkKey, keyOfName } from '../../src/domain/product.ts';

describe('keyOfName', () => {
  it.each([
    ['Atlas', 'atlas'],
    ['  Atlas Pro 2 ', 'atlas-pro-2'],
    ['Café & Crème', 'cafe-creme'],
    ['<!channel>', 'channel'],
    ['数据', ''],
    ['x'.repeat(60), 'x'.repeat(40)],
    [`${'x'.repeat(39)} y`, 'x'.repeat(39)],
  ])('of %j is %j', (name, key) => {
    expect(keyOfName(name)).toBe(key);
  });
});

describe('checkKey', () => {
  it.each(['atlas', 'a', 'atlas-pro-2', 'x'.repeat(40)])('takes %j', (key) => {
    expect(checkKey(` ${key.toUpperCase()} `)).toEqual({ ok: true, value: key });
  });

  it.each(['', '-', 'a--b', 'a-', 'a b', 'é', 'x'.repeat(41)])('refuses %j', (key) => {
    expect(checkKey(key).ok).toBe(false);
  });
});
