import type { Deps } from '../deps.ts';
import type { SlackUserRef } from '../domain/actor.ts';
import type { InviteRefusal, SlackPerson } from '../domain/decide-invite.ts';
import { parseEmailAddress } from '../domain/email-address.ts';
import type { OwnTerms } from '../domain/import-terms.ts';
import { checkName } from '../domain/person-name.ts';

/** One person to invite, as a form or a command names them. Whoever was picked in Slack has no address yet. */
export type InviteEntry = {
  readonly line: number | null;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly slack: SlackUserRef | null;
};

/** An entry with its address and with what Slack says of the person. */
export type ResolvedEntry = {
  readonly line: number | null;
  readonly email: string;
  readonly emailKey: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly slack: SlackPerson | null;
  /** What their row says in place of what everybody of the batch gets. */
  readonly own?: OwnTerms;
};

export type UnresolvedEntry = {
  readonly line: number | null;
  readonly email: string;
  readonly reason: InviteRefusal | { readonly kind: 'slack_user_unknown' } | { readonly kind: 'no_address_in_slack' };
};

export type ResolvedEntries = {
  readonly resolved: readonly ResolvedEntry[];
  readonly unresolved: readonly UnresolvedEntry[];
  /** Slack has said in time who is behind the addresses: whoever has no Slack person then is not in the workspace. */
  readonly isKnown: boolean;
};

// Slack answers in about 0.2 s; the form has to be answered inside 3 s.
const DIRECTORY_MS = 1_200;

/**
 * Finds the addresses of those who were picked and the Slack people behind the addresses that were typed. Asks Slack, so it runs
 * before the transaction. An address that is named twice counts once; names come from the entry, then from the profile.
 */
export const resolveEntries = async (
  deps: Pick<Deps, 'directory'>,
  teamId: string,
  entries: readonly InviteEntry[],
): Promise<ResolvedEntries> => {
  const picked = entries.filter((entry) => entry.slack !== null);
  const typed = entries.filter((entry) => entry.slack === null);
  const addresses = typed.map((entry) => ({ entry, address: parseEmailAddress(entry.email) }));
  const keys = addresses.flatMap(({ address }) => (address ? [address.emailKey] : []));
  const [people, found] = await Promise.all([
    Promise.all(
      picked.map(async (entry) => ({ entry, person: entry.slack && (await deps.directory.findUser(entry.slack)) })),
    ),
    keys.length > 0 ? deps.directory.findByEmails(teamId, keys, { withinMs: DIRECTORY_MS }) : undefined,
  ]);

  const resolved = new Map<string, ResolvedEntry>();
  const unresolved: UnresolvedEntry[] = [];
  const add = (entry: InviteEntry, address: { email: string; emailKey: string }, slack: SlackPerson | null) => {
    const earlier = resolved.get(address.emailKey);
    const names = pickNames(entry, slack);
    resolved.set(
      address.emailKey,
      earlier ? merge(earlier, names, slack) : { line: entry.line, ...address, ...names, slack },
    );
  };
  for (const { entry, address } of addresses) {
    if (address) add(entry, address, found?.get(address.emailKey) ?? null);
  }
  for (const { entry, person } of people) {
    const address = person?.email ? parseEmailAddress(person.email) : null;
    if (address && person) add(entry, address, person);
    else unresolved.push({ line: entry.line, email: entry.slack?.userId ?? '', reason: whyUnresolved(person) });
  }
  return { resolved: [...resolved.values()], unresolved, isKnown: keys.length === 0 || found !== undefined };
};

const whyUnresolved = (person: SlackPerson | null | undefined): UnresolvedEntry['reason'] => {
  if (!person) return { kind: 'slack_user_unknown' };
  if (person.standing === 'bot') return { kind: 'bot' };
  if (person.standing === 'stranger') return { kind: 'stranger' };
  if (person.standing === 'deactivated') return { kind: 'slack_deactivated' };
  return { kind: 'no_address_in_slack' };
};

type Names = Pick<ResolvedEntry, 'firstName' | 'lastName'>;

const merge = (earlier: ResolvedEntry, names: Names, slack: SlackPerson | null): ResolvedEntry => ({
  ...earlier,
  firstName: earlier.firstName ?? names.firstName,
  lastName: earlier.lastName ?? names.lastName,
  slack: earlier.slack ?? slack,
});

/** A profile is written by its owner: a name there that could not be typed into the form is left out, and asked later. */
export const pickNames = (entry: Names, slack: SlackPerson | null): Names => ({
  firstName: validName(entry.firstName) ?? validName(slack?.firstName),
  lastName: validName(entry.lastName) ?? validName(slack?.lastName),
});

const validName = (text: string | null | undefined): string | null => {
  if (!text) return null;
  const checked = checkName(text);
  return checked.ok ? checked.value : null;
};
