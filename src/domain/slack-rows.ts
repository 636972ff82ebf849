import { parseEmailAddress } from './email-address.ts';
import type { ImportFate, ImportRow } from './import.ts';
import type { GroupPerson } from './slack-group.ts';

/**
 * The rows of people who were found in Slack, by name, below `above`. Whoever has no address there is told of too: a bot, somebody of
 * another organization. What inviting the others does is decided by their addresses, as for anybody else.
 */
export const slackRows = (people: readonly GroupPerson[], above: readonly ImportRow[] = []): ImportRow[] => {
  const linesByKey = new Map<string, number>();
  for (const { person, line } of above)
    if (person) linesByKey.set(person.emailKey, linesByKey.get(person.emailKey) ?? line);
  const lastLine = above.reduce((last, { line }) => Math.max(last, line), 0);
  return [...people].sort(byName).map((one, index) => {
    const line = lastLine + index + 1;
    const person = personOf(one);
    const ofLine = person && linesByKey.get(person.emailKey);
    if (person && ofLine === undefined) linesByKey.set(person.emailKey, line);
    const decided = decidedOf(one, person !== null, ofLine ?? null);
    return { number: above.length + index + 1, line, person, decided, state: 'OPEN' };
  });
};

const nameOf = ({ person, userId }: GroupPerson): string =>
  [person?.lastName ?? '\u{10FFFF}', person?.firstName ?? '', userId].join(' ').toLowerCase();

const byName = (one: GroupPerson, other: GroupPerson): number => (nameOf(one) < nameOf(other) ? -1 : 1);

const personOf = ({ person }: GroupPerson): ImportRow['person'] => {
  const address = person?.email && person.standing !== 'bot' ? parseEmailAddress(person.email) : null;
  if (!address || !person) return null;
  const { firstName, lastName } = person;
  return { ...address, firstName, lastName, role: null, team: null, products: null, leftOut: [] };
};

const decidedOf = ({ person, userId }: GroupPerson, hasAddress: boolean, ofLine: number | null): ImportFate => {
  if (ofLine !== null) return { fate: 'repeated', ofLine, differsInCase: false };
  if (hasAddress) return { fate: 'clear' };
  const kinds = { bot: 'bot', stranger: 'stranger', deactivated: 'slack_deactivated' } as const;
  const standing = person?.standing ?? 'stranger';
  if (standing === 'person' || standing === 'guest')
    return { fate: 'refused', reason: { kind: 'no_address_in_slack' }, userId };
  return { fate: 'refused', reason: { kind: kinds[standing] }, userId };
};
