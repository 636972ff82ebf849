import { describe, expect, it } from 'vitest';
import { checkNote } from '../../src/domain/note-text.ts';

describe('checkNote', () => {
  it('keeps line breaks and emoji, cleans the rest', () => {
    expect(checkNote(' Hi  Ada!\r\n\r\n\r\n\r\nSee you \u202Ethere 👩‍💻\u0007 ')).toEqual({
      ok: true,
      value: 'Hi Ada!\n\nSee you there 👩‍💻',
    });
  });

  it('takes an empty note as none', () => {
    expect(checkNote('  \n\u200B')).toEqual({ ok: true, value: '' });
  });

  it('takes 300 characters and refuses 301', () => {
    expect(checkNote('é'.repeat(300)).ok).toBe(true);
    expect(checkNote('é'.repeat(301))).toEqual({
      ok: false,
      refusal: { kind: 'note_too_long', max: 300, length: 301 },
    });
  });

  it('refuses a link, also one that zero-width characters hide', () => {
    expect(checkNote('see ev\u200Dil.example')).toEqual({
      ok: false,
      refusal: { kind: 'note_has_link', found: 'evil.example' },
    });
  });
});
