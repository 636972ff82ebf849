import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommandRequest, parseCommand, parseSlashCommand } from '../../src/slack/command-grammar.ts';
import { commandNames, isCommandPrefix } from '../../src/slack/command-names.ts';

const mention = (userId: string) => ({ kind: 'mention', userId }) as const;
const email = (address: string) => ({ kind: 'email', email: address }) as const;
const text = (words: string) => ({ kind: 'text', text: words }) as const;

const cases: readonly (readonly [string, CommandRequest])[] = [
  ['', { kind: 'desk' }],
  [' \u00A0\u200B ', { kind: 'desk' }],
  ['help', { kind: 'help' }],
  ['?', { kind: 'help' }],
  ['HELP  Invite', { kind: 'help', topic: 'invite' }],
  ['help invit', { kind: 'unknown', word: 'invit', nearest: 'invite' }],
  ['invite help', { kind: 'help', topic: 'invite' }],
  ['whoami', { kind: 'whoami' }],
  ['Whoami please', { kind: 'whoami' }],
  ['pending', { kind: 'pending' }],
  ['teams', { kind: 'teams', name: '' }],
  ['teams "Big Sales"', { kind: 'teams', name: 'Big Sales' }],
  ['teams <@U1|ada>', { kind: 'teams', name: '<@U1>', person: mention('U1') }],
  ['products', { kind: 'products' }],
  ['products a@example.com', { kind: 'products', person: email('a@example.com') }],
  ['products atlas', { kind: 'products' }],
  ['list', { kind: 'list', query: '', filters: {} }],
  ['list ada love', { kind: 'list', query: 'ada love', filters: {} }],
  [
    'list smi role:admin team:"Big Sales" STATUS:deactivated',
    { kind: 'list', query: 'smi', filters: { role: 'admin', team: 'Big Sales', status: 'deactivated' } },
  ],
  ['list team:“Big Sales”', { kind: 'list', query: '', filters: { team: 'Big Sales' } }],
  ['list role: admin', { kind: 'list', query: '', filters: { role: 'admin' } }],
  ['list role:', { kind: 'list', query: '', filters: {} }],
  ['list colour:red', { kind: 'list', query: 'colour:red', filters: {} }],
  ['list <mailto:a@example.com|a@example.com>', { kind: 'list', query: 'a@example.com', filters: {} }],
  ['reinvite expired', { kind: 'reinvite', expired: true }],
  ['reinvite', { kind: 'reinvite', expired: false, people: [] }],
  ['reinvite a@example.com', { kind: 'reinvite', expired: false, people: [email('a@example.com')] }],
  ['reinvite "expired"', { kind: 'reinvite', expired: false, people: [text('expired')] }],
  ['withdraw Ada Lovelace, <@U1>', { kind: 'withdraw', people: [text('Ada Lovelace'), mention('U1')] }],
  ['invite', { kind: 'invite', people: [] }],
  ['role', { kind: 'role' }],
  ['role <@U1> admin', { kind: 'role', person: mention('U1'), roleText: 'admin' }],
  ['role a@example.com as team lead', { kind: 'role', person: email('a@example.com'), roleText: 'team lead' }],
  ['role "Ada Example" admin', { kind: 'role', person: text('Ada Example'), roleText: 'admin' }],
  ['role ada example admin', { kind: 'role', person: text('ada example admin') }],
  ['role <@U1>', { kind: 'role', person: mention('U1') }],
  ['role <@U1> <@U2> admin', { kind: 'role' }],
  ['role <@U1> <@U2>', { kind: 'role' }],
  ['deactivate <@U1>', { kind: 'deactivate', person: mention('U1') }],
  ['deactivate <@U1> <@U2>', { kind: 'deactivate' }],
  ['reactivate a@example.com', { kind: 'reactivate', person: email('a@example.com') }],
  ['remove ada lovelace', { kind: 'remove', person: text('ada lovelace') }],
  ['remove', { kind: 'remove' }],
  ['smith', { kind: 'unknown', word: 'smith', name: 'smith' }],
  ['Ada Lovelace, and more', { kind: 'unknown', word: 'Ada', name: 'Ada Lovelace' }],
  ['pendin', { kind: 'unknown', word: 'pendin', nearest: 'pending', name: 'pendin' }],
  ['role:admin', { kind: 'unknown', word: 'role:admin', name: 'role:admin' }],
  ['<@U1|ada>', { kind: 'person', person: mention('U1') }],
  ['<mailto:a@example.com|a@example.com>', { kind: 'person', person: email('a@example.com') }],
  ['request me I join Sales', { kind: 'request', person: { kind: 'self' }, reason: 'I join Sales' }],
  ['request Me: please', { kind: 'request', person: { kind: 'self' }, reason: 'please' }],
  ['request <@U1> she asked me', { kind: 'request', person: mention('U1'), reason: 'she asked me' }],
  ['request mean people', { kind: 'request', person: null, reason: 'mean people' }],
  ['"invite"', { kind: 'person', person: text('invite') }],
];

const inviteCases: readonly (readonly [string, Omit<Extract<CommandRequest, { kind: 'invite' }>, 'kind'>])[] = [
  ['<@U123|not ada>', { people: [mention('U123')] }],
  ['<@W123>', { people: [mention('W123')] }],
  ['<mailto:a@example.com|evil@example.com>', { people: [email('a@example.com')] }],
  ['<mailto:a@example.com>', { people: [email('a@example.com')] }],
  [
    'a@example.com <@U1>,b@example.com ; <@U2>',
    { people: [email('a@example.com'), mention('U1'), email('b@example.com'), mention('U2')] },
  ],
  ['a@example.com A@example.com <@U1> <@U1>', { people: [email('a@example.com'), mention('U1')] }],
  ['"Ada Lovelace" bob', { people: [text('Ada Lovelace'), text('bob')] }],
  ['bob@', { people: [text('bob@')] }],
  ['<http://evil.example|evil.example> <!channel>', { people: [text('evil.example !channel')] }],
  ['"never closed', { people: [text('never closed')] }],
  ['R&amp;D', { people: [text('R&D')] }],
  [
    'Ada Lovelace &lt;<mailto:a@example.com|a@example.com>&gt;',
    { people: [{ ...email('a@example.com'), name: 'Ada Lovelace' }] },
  ],
  ['Bob, Ada Lovelace <a@example.com>', { people: [text('Bob'), { ...email('a@example.com'), name: 'Ada Lovelace' }] }],
  ['Ada Lovelace a@example.com', { people: [text('Ada Lovelace'), email('a@example.com')] }],
  [
    '<@U1> b@example.com as viewer in Sales',
    { people: [mention('U1'), email('b@example.com')], roleText: 'viewer', teamText: 'Sales' },
  ],
  ['<@U1> AS "Team Lead" In “Big Sales”', { people: [mention('U1')], roleText: 'Team Lead', teamText: 'Big Sales' }],
  ['<@U1> as Team Lead in Big Sales', { people: [mention('U1')], roleText: 'Team Lead', teamText: 'Big Sales' }],
  ['in Sales as viewer <@U1>', { people: [mention('U1')], roleText: 'viewer', teamText: 'Sales' }],
  ['<@U1> as "viewer in Sales"', { people: [mention('U1')], roleText: 'viewer in Sales' }],
  ['<@U1> as viewer, <@U2> as Viewer', { people: [mention('U1'), mention('U2')], roleText: 'viewer' }],
  ['<@U1> as', { people: [mention('U1')] }],
  ['"as" <@U1>', { people: [text('as'), mention('U1')] }],
];

describe('parseCommand', () => {
  it.each(cases)('reads /members %s', (typed, request) => {
    expect(parseCommand(typed)).toEqual(request);
  });

  it.each(inviteCases)('reads /members invite %s', (typed, request) => {
    expect(parseCommand(`invite ${typed}`)).toEqual({ kind: 'invite', ...request });
  });

  it('when two people are given two roles, gives neither to both', () => {
    expect(parseCommand('invite <@U1> as viewer, <@U2> as admin')).toEqual({
      kind: 'invite',
      people: [mention('U1'), mention('U2')],
    });
  });

  it('never throws, and never takes a mention or an address that was not typed', () => {
    const pieces = fc.constantFrom(
      ...[
        'invite',
        'list',
        'reinvite',
        'as',
        'in',
        '"',
        '“',
        '<@U1>',
        '<@',
        '<mailto:',
        '|',
        '>',
        '<',
        '&lt;',
        '&',
        ',',
      ],
      ...['a@example.com', 'role:', ' ', '\u00A0', 'ada', '@'],
    );
    const typed = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 20 });
    fc.assert(
      fc.property(typed, (parts) => {
        const request = parseCommand(parts.join(''));
        for (const person of 'people' in request ? request.people : []) {
          if (person.kind === 'mention') expect(person.userId).toMatch(/^[UW][A-Z0-9]+$/u);
          if (person.kind === 'text') expect(person.text.trim()).not.toBe('');
          if (person.kind === 'email') expect(parts.join('').toLowerCase().normalize('NFC')).toContain('@');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['<@U', '<mailto:a|', '"', 'a:"', '&lt;a', '<', 'a@', ','])(
    'comes to an end on 200 kB of %j',
    (piece) => {
      expect(parseCommand(`invite ${piece.repeat(200_000 / piece.length)}`).kind).toBe('invite');
    },
    20_000,
  );
});

describe('parseSlashCommand', () => {
  const names = commandNames('crew');

  it.each([
    [names.invite, '<@U1> as viewer', 'invite <@U1> as viewer'],
    [names.invite, '', 'invite'],
    [names.invite, 'help', 'help invite'],
    [names.reinvite, 'expired', 'reinvite expired'],
    [names.role, '<@U1> admin', 'role <@U1> admin'],
    [names.deactivate, '<@U1>', 'deactivate <@U1>'],
    [names.members, 'pending', 'pending'],
    ['/crew-of-another-app', 'whoami', 'whoami'],
  ])('%s %s is /crew %s', (command, typed, same) => {
    expect(parseSlashCommand(names, command, typed)).toEqual(parseCommand(same));
  });
});

describe('commandNames', () => {
  it('puts the prefix before each', () => {
    expect(commandNames('crew')).toEqual({
      members: '/crew',
      invite: '/crew-invite',
      reinvite: '/crew-reinvite',
      role: '/crew-role',
      deactivate: '/crew-deactivate',
    });
  });

  it.each(['members', 'm', 'our_crew-2', 'a'.repeat(20)])(
    '%s can be a prefix, and fits Slack with any suffix',
    (prefix) => {
      expect(isCommandPrefix(prefix)).toBe(true);
      expect(`/${prefix}-deactivate`.length).toBeLessThanOrEqual(32);
    },
  );

  it.each(['', '/members', 'Members', '2crew', 'crew-', 'our crew', 'a'.repeat(21), 'crew\n'])(
    '%j can not',
    (prefix) => {
      expect(isCommandPrefix(prefix)).toBe(false);
    },
  );
});
