import { type ActRequest, parseOnePerson, parseRole } from './command-acts.ts';
import { type JoinRequestWords, parseJoinRequest } from './command-join-request.ts';
import { type ListRequest, parseList } from './command-list.ts';
import type { CommandNames } from './command-names.ts';
import { type PersonRef, parsePeople } from './command-people.ts';
import { type CommandToken, commandTokens, shown } from './command-tokens.ts';
import { parseWhy, type WhyRequest } from './command-why.ts';
import { type CommandWord, isCommandWord } from './command-words.ts';
import { nearestWord } from './nearest-word.ts';

/** What a command asks for. Nothing here is checked against the store, and nobody's right to ask it either. */
export type CommandRequest =
  | { readonly kind: 'desk' }
  | { readonly kind: 'help'; readonly topic?: CommandWord }
  | ListRequest
  | {
      readonly kind: 'invite';
      readonly people: readonly PersonRef[];
      readonly roleText?: string;
      readonly teamText?: string;
    }
  | { readonly kind: 'import' }
  | { readonly kind: 'link' }
  /** The token of an invite link that was typed or pasted. */
  | { readonly kind: 'join'; readonly token: string | null }
  | { readonly kind: 'pending' }
  /** Everybody whose link ran out, or the people named. */
  | { readonly kind: 'reinvite'; readonly expired: true }
  | { readonly kind: 'reinvite'; readonly expired: false; readonly people: readonly PersonRef[] }
  | { readonly kind: 'withdraw'; readonly people: readonly PersonRef[] }
  /** Of one person; of one team by its name; or all of them, where that is empty. */
  | { readonly kind: 'teams'; readonly name: string; readonly person?: PersonRef }
  | { readonly kind: 'settings' }
  /** Of one person, or all there are. */
  | { readonly kind: 'products'; readonly person?: PersonRef }
  | { readonly kind: 'export' }
  | { readonly kind: 'doctor' }
  | { readonly kind: 'roles' }
  | JoinRequestWords
  /** Nobody named: the catalogue. */
  | { readonly kind: 'permissions'; readonly people: readonly PersonRef[] }
  | { readonly kind: 'whoami' }
  | ActRequest
  /** Somebody's card. */
  | { readonly kind: 'person'; readonly person: PersonRef }
  /** `word` is what was typed in its place, `nearest` what may have been meant; or it is a piece of a name. */
  | { readonly kind: 'unknown'; readonly word: string; readonly nearest?: CommandWord; readonly name?: string }
  | WhyRequest;

const wordOf = (token: CommandToken | undefined): string =>
  token?.kind === 'word' && !token.isQuoted ? token.text.toLowerCase() : '';

const unknown = (word: string): CommandRequest => {
  const nearest = nearestWord(word);
  return { kind: 'unknown', word, ...(nearest && { nearest }) };
};

const isHelp = (token: CommandToken | undefined): boolean => ['help', '?', '--help', '-h'].includes(wordOf(token));

const parseHelp = (rest: readonly CommandToken[]): CommandRequest => {
  const [topic] = rest;
  if (topic === undefined) return { kind: 'help' };
  const word = wordOf(topic);
  return isCommandWord(word) ? { kind: 'help', topic: word } : unknown(shown(topic));
};

const parseReinvite = (rest: readonly CommandToken[]): CommandRequest => {
  const isExpired = rest.length === 1 && wordOf(rest[0]) === 'expired';
  return isExpired
    ? { kind: 'reinvite', expired: true }
    : { kind: 'reinvite', expired: false, people: parsePeople(rest).people };
};

/** A mention or an address; any other word may be the name of something. */
const personAlone = (rest: readonly CommandToken[]): { readonly person?: PersonRef } => {
  const [person, ...others] = parsePeople(rest).people;
  return person && person.kind !== 'text' && others.length === 0 ? { person } : {};
};

const parseWord = (word: CommandWord, rest: readonly CommandToken[]): CommandRequest => {
  // Slack's own commands answer `/command help`; so does every word of ours.
  if (word !== 'help' && rest.length === 1 && isHelp(rest[0])) return { kind: 'help', topic: word };
  switch (word) {
    case 'help':
      return parseHelp(rest);
    case 'list':
      return parseList(rest);
    case 'invite':
      return { kind: 'invite', ...parsePeople(rest) };
    case 'reinvite':
      return parseReinvite(rest);
    case 'withdraw':
      return { kind: 'withdraw', people: parsePeople(rest).people };
    case 'import':
      return { kind: 'import' };
    case 'link':
      return { kind: 'link' };
    case 'join':
      return { kind: 'join', token: /\/join\/([\w-]+)/.exec(rest.map(shown).join(' '))?.[1] ?? null };
    case 'pending':
      return { kind: 'pending' };
    case 'teams':
      return { kind: 'teams', name: rest.map(shown).join(' '), ...personAlone(rest) };
    case 'request':
      return parseJoinRequest(rest);
    case 'export':
      return { kind: 'export' };
    case 'doctor':
      return { kind: 'doctor' };
    case 'settings':
      return { kind: 'settings' };
    case 'products':
      return { kind: 'products', ...personAlone(rest) };
    case 'roles':
      return { kind: 'roles' };
    case 'permissions':
      return { kind: 'permissions', people: parsePeople(rest).people };
    case 'whoami':
      return { kind: 'whoami' };
    case 'why':
      return parseWhy(rest);
    case 'role':
      return parseRole(rest);
    case 'deactivate':
    case 'reactivate':
    case 'remove':
      return parseOnePerson(word, rest);
  }
};

/** No word of ours: a mention, an address and quoted text are people, anything else may be one. */
const parseNoWord = (tokens: readonly CommandToken[]): CommandRequest => {
  const [first] = tokens;
  const [person] = parsePeople(tokens).people;
  const isPerson = first?.kind === 'mention' || first?.kind === 'email' || (first?.kind === 'word' && first.isQuoted);
  if (person && isPerson) return { kind: 'person', person };
  return { ...unknown(shown(first)), ...(person?.kind === 'text' && { name: person.text }) };
};

/** Reads what was typed after `/members`. Never throws. */
export const parseCommand = (text: string): CommandRequest => {
  const tokens = commandTokens(text);
  const [first, ...rest] = tokens;
  if (first === undefined) return { kind: 'desk' };
  if (isHelp(first)) return parseHelp(rest);
  const word = wordOf(first);
  return isCommandWord(word) ? parseWord(word, rest) : parseNoWord(tokens);
};

/** Reads any of our commands: `/members-invite X` is `/members invite X`. `command` is as Slack sends it. */
export const parseSlashCommand = (names: CommandNames, command: string, text: string): CommandRequest => {
  if (command === names.invite) return parseWord('invite', commandTokens(text));
  if (command === names.reinvite) return parseWord('reinvite', commandTokens(text));
  if (command === names.role) return parseWord('role', commandTokens(text));
  if (command === names.deactivate) return parseWord('deactivate', commandTokens(text));
  return parseCommand(text);
};
