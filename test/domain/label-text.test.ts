import { describe, expect, it } from 'vitest';
import { checkForWhom, checkLabelDescription, checkLabelName, sameLabel } from '../../src/domain/label-text.ts';

describe('a name of a role, permission or template', () => {
  it.each([
    ['  Sales\u200b  rep ', 'Sales rep'],
    ['🦊'.repeat(60), '🦊'.repeat(60)],
    ['e\u0301diteur', 'éditeur'],
  ])('takes %j as %j', (typed, name) => {
    expect(checkLabelName(typed)).toEqual({ ok: true, value: name });
  });

  it.each([
    [' \u200b ', { kind: 'label_missing' }],
    ['x'.repeat(61), { kind: 'label_too_long', max: 60, length: 61 }],
    ['Go to evil.example/now', { kind: 'label_has_link', found: 'evil.example' }],
  ])('refuses %j', (typed, refusal) => {
    expect(checkLabelName(typed)).toEqual({ ok: false, refusal });
  });

  it('leaves 75 characters for what it can do and 200 for whom, and takes none', () => {
    expect([checkLabelDescription('').ok, checkForWhom(' ').ok]).toEqual([true, true]);
    expect(checkLabelDescription('x'.repeat(76))).toMatchObject({ refusal: { max: 75 } });
    expect(checkForWhom('x'.repeat(201))).toMatchObject({ refusal: { max: 200 } });
  });

  it('is the same as another that differs in case only', () => {
    expect([sameLabel('Éditeur', 'éditeur'), sameLabel('Editor', 'Editors')]).toEqual([true, false]);
  });
});
