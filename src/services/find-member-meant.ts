import type { Deps } from '../deps.ts';
import { isActiveAdmin, personName } from '../domain/actor.ts';
import { emailKey } from '../domain/email-address.ts';
import type { RosterRow } from '../domain/member.ts';
import type { MeantInvitation, MemberKey, MemberMeant, PersonKey } from '../domain/person-card.ts';
import type { ActorContext } from '../ports/records.ts';

/** Somebody as a command names them: a Slack user, an address, or a piece of a name or address. */
export type NamedPerson =
  | { readonly kind: 'mention'; readonly userId: string }
  | { readonly kind: 'email'; readonly email: string }
  | { readonly kind: 'text'; readonly text: string };

const maxMembers = 25;
const maxInvited = 5;

/**
 * Whom somebody means. A mention counts by the identity that is bound to it, else by the address that Slack shows for it. Admins
 * find everybody who is or was a member, and those who are invited; everybody else only who is active. The caller has asked
 * `authorize`.
 */
export const findMemberMeant = async (
  deps: Pick<Deps, 'store' | 'directory'>,
  context: ActorContext,
  named: NamedPerson,
): Promise<MemberMeant> => {
  if (named.kind !== 'mention') return findByKey(deps, context, keyOf(named));
  const user = { teamId: context.organization.slackTeamId, userId: named.userId };
  const bound = await findByKey(deps, context, { kind: 'slack', user });
  if (bound.kind !== 'none' || bound.invited.length > 0) return bound;
  const person = await deps.directory.findUser(user);
  if (person === undefined) return { ...bound, why: 'slack_silent' };
  if (!person?.email) return { ...bound, why: person === null ? 'nobody' : 'slack_hides_address' };
  return findByKey(deps, context, { kind: 'email', emailKey: emailKey(person.email) });
};

const keyOf = (named: Exclude<NamedPerson, { kind: 'mention' }>): PersonKey =>
  named.kind === 'email' ? { kind: 'email', emailKey: emailKey(named.email) } : named;

const findByKey = async (
  { store }: Pick<Deps, 'store'>,
  { actor, organization }: ActorContext,
  key: PersonKey,
): Promise<MemberMeant> => {
  const isAdmin = isActiveAdmin(actor);
  const rows = await findMembers(store, organization.id, key, { onlyActive: !isAdmin });
  const member = theOne(rows, key);
  if (member) return { kind: 'found', member };
  if (rows.length > 0)
    return { kind: 'several', members: rows.slice(0, maxMembers), hasMore: rows.length > maxMembers };
  const invited: readonly MeantInvitation[] = isAdmin
    ? await store.findInvitedMeant(organization.id, key, maxInvited)
    : [];
  return { kind: 'none', invited, why: 'nobody' };
};

// No name has these.
const inAddressesOnly = /[\d_]/;

/** Who types the beginning of an address means whose address begins so, though others may have it as a piece of theirs. */
const findMembers = async (
  store: Deps['store'],
  organizationId: string,
  key: PersonKey,
  scope: { readonly onlyActive: boolean },
): Promise<readonly RosterRow[]> => {
  const find = (by: MemberKey) => store.findMembersMeant(organizationId, by, scope, maxMembers + 1);
  if (key.kind !== 'text' || !inAddressesOnly.test(key.text)) return find(key);
  const begun = await find({ kind: 'beginning', text: key.text });
  return begun.length > 0 ? begun : find(key);
};

const fold = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** The only one; or the only one whose whole name was typed, where others have it as a piece of theirs. */
const theOne = (rows: readonly RosterRow[], key: PersonKey): RosterRow | undefined => {
  if (rows.length === 1 || key.kind !== 'text') return rows[0];
  const exact = rows.filter((row) => fold(personName(row)) === fold(key.text));
  return exact.length === 1 ? exact[0] : undefined;
};
