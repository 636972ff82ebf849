import { isActiveAdmin } from '../../domain/actor.ts';
import type { RosterFilter } from '../../domain/member.ts';
import { nameRosterFilter, type UnknownName } from '../../services/name-roster-filter.ts';
import type { CommandRequest } from '../command-grammar.ts';
import type { Turn } from '../interaction.ts';
import { cut } from '../mrkdwn.ts';
import { firstOf } from '../plural.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { maxSearch } from '../views/roster-filter.ts';
import type { WindowAnswer } from '../window.ts';
import { rosterScreen } from './screens.ts';

const statuses: Readonly<Record<string, RosterFilter['status']>> = {
  active: 'ACTIVE',
  deactivated: 'DEACTIVATED',
  removed: 'REMOVED',
};

/** The roster with the filters that were typed. */
export const showRoster = async (
  turn: Turn,
  { query, filters }: Extract<CommandRequest, { kind: 'list' }>,
): Promise<WindowAnswer> => {
  const { words, edge, context } = turn;
  const { pen, command } = words;
  const status = statuses[(filters.status ?? 'active').toLowerCase()];
  if (!status) {
    return tell(
      `“${pen.say(filters.status ?? '', 40)}” is not a status. Try ${pen.code(`${command} list status:deactivated`)}; there is active, deactivated and removed.`,
    );
  }
  if (status !== 'ACTIVE' && !isActiveAdmin(context.actor))
    return tell('Only admins see who was deactivated or removed.');
  const named = await nameRosterFilter(edge.deps, context, filters);
  if (!named.ok) return tell(unknownText(named.refusal, turn));
  return rosterScreen(turn, {
    ...named.value,
    query: cut(await withAddresses(turn, query), maxSearch) || null,
    status,
  });
};

const tell = (text: string): WindowAnswer => ({ message: textMessage(text) });

const unknownText = ({ what, typed, names }: UnknownName, { words: { pen } }: Turn): string => {
  const there = firstOf(
    names.map((name) => pen.say(name, 75)),
    10,
  );
  return `There is no ${what} “${pen.say(typed, 40)}”. ${there ? `There is ${there}.` : `There are no ${what}s yet.`}`;
};

/** `list @ada`: a mention is searched for by the address behind it. */
const withAddresses = async ({ edge }: Turn, query: string): Promise<string> => {
  const [, userId] = /<@(\w+)>/.exec(query) ?? [];
  if (!userId) return query;
  const known = await edge.deps.directory.findUser({ teamId: edge.teamId, userId });
  return query.replace(/<@\w+>/, known?.email ?? '');
};
