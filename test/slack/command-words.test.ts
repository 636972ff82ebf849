import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/slack/command-grammar.ts';
import { commandWords, isCommandWord } from '../../src/slack/command-words.ts';
import { nearestWord } from '../../src/slack/nearest-word.ts';

describe('commandWords', () => {
  const entries = Object.entries(commandWords);

  it.each(entries)('%s: its usage and each example begin with it and are understood', (word, { usage, examples }) => {
    expect(usage.split(' ')[0]).toBe(word);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(example.split(' ')[0]).toBe(word);
      expect(parseCommand(example).kind).toBe(word);
    }
  });

  it('few are for anyone', () => {
    expect(entries.filter(([, help]) => help.for === 'anyone').map(([word]) => word)).toEqual([
      'request',
      'join',
      'roles',
      'whoami',
      'help',
    ]);
  });

  it.each(['constructor', '__proto__', 'toString', 'Invite', ''])('%j is no word', (word) => {
    expect(isCommandWord(word)).toBe(false);
  });
});

describe('nearestWord', () => {
  it.each([
    ['inivte', 'invite'],
    ['INVITES', 'invite'],
    ['inv', 'invite'],
    ['reinvit', 'reinvite'],
    ['lst', 'list'],
    ['who', 'whoami'],
    ['withdrawn', 'withdraw'],
    ['resend', 'reinvite'],
    ['add', 'invite'],
    ['import', 'invite'],
    ['cancel', 'withdraw'],
    ['deactivated', 'deactivate'],
    ['delete', 'remove'],
  ])('%s is near %s', (typed, word) => {
    expect(nearestWord(typed)).toBe(word);
  });

  // The words that will come must not be taken for another act.
  it.each(['smith', 'x', ''])('%j is near none', (typed) => {
    expect(nearestWord(typed)).toBeNull();
  });
});
