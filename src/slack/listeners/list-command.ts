import type { RosterFilter } from '../../domain/member.ts';
import type { CommandRequest } from '../command-grammar.ts';
import type { Turn } from '../interaction.ts';
import { cut } from '../mrkdwn.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import type { WindowAnswer } from '../window.ts';
import { rosterScreen } from './screens.ts';

const statuses: Readonly<Record<string, RosterFilter['status']>> = {
  active: 'ACTIVE',
  deactivated: 'DEACTIVATED',
  removed: 'REMOVED',
};

// The filter travels in the modal's metadata.
const maxFilter = 100;

/** The roster with the filters that were typed. */
export const showRoster = async (
  turn: Turn,
  { query, filters }: Extract<CommandRequest, { kind: 'list' }>,
): Promise<WindowAnswer> => {
  const { pen, command } = turn.words;
  const status = statuses[(filters.status ?? 'active').toLowerCase()];
  if (!status) {
    const typed = pen.say(filters.status ?? '', 40);
    return {
      message: textMessage(
        `“${typed}” is not a status. Try ${pen.code(`${command} list status:deactivated`)}; there is active, deactivated and removed.`,
      ),
    };
  }
  return rosterScreen(turn, {
    query: cut(await withAddresses(turn, query), maxFilter) || null,
    roleName: filters.role ? cut(filters.role, maxFilter) : null,
    teamName: filters.team ? cut(filters.team, maxFilter) : null,
    status,
  });
};

/** `list @ada`: a mention is searched for by the address behind it. */
const withAddresses = async ({ edge }: Turn, query: string): Promise<string> => {
  const [, userId] = /<@(\w+)>/.exec(query) ?? [];
  if (!userId) return query;
  const known = await edge.deps.directory.findUser({ teamId: edge.teamId, userId });
  return query.replace(/<@\w+>/, known?.email ?? '');
};
