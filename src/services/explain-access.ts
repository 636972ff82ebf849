import type { Deps } from '../deps.ts';
import type { SlackUserRef } from '../domain/actor.ts';
import type { SlackPerson } from '../domain/decide-invite.ts';
import { emailKey } from '../domain/email-address.ts';
import { type Fix, fixOf } from '../domain/fix-verdict.ts';
import { nearestOf } from '../domain/nearest-address.ts';
import { type Verdict, verdictOf } from '../domain/why.ts';
import type { NearPerson, Thing, WhyPerson } from '../domain/why-facts.ts';
import type { ActorContext } from '../ports/records.ts';
import type { WhyThing } from '../ports/why.ts';

export type WhyTarget =
  | { readonly kind: 'email'; readonly email: string }
  | { readonly kind: 'slack'; readonly user: SlackUserRef };

export type WhyAnswer =
  | {
      readonly kind: 'verdict';
      readonly verdict: Verdict;
      readonly fix: Fix | null;
      readonly person: Pick<WhyPerson, 'email' | 'firstName' | 'lastName'>;
      /** False where nothing ever happened, so that there is nothing to tell. */
      readonly hasStory: boolean;
    }
  /** Slack shows no address, and nobody here is bound to this user. */
  | { readonly kind: 'no_address' }
  | { readonly kind: 'thing_unknown'; readonly text: string };

type Reads = Pick<Deps, 'store' | 'directory' | 'mails'>;

// Slack answers in about 0.2 s; the command has to be answered inside 3 s.
const DIRECTORY_MS = 1_000;

/**
 * Why somebody can't get in, with the act that mends it. Changes nothing. At most three statements, whatever is found; the caller
 * has asked `authorize` for `why`.
 */
export const explainAccess = async (
  deps: Reads,
  { organization, now }: Pick<ActorContext, 'organization' | 'now'>,
  target: WhyTarget,
  thingText: string | null = null,
): Promise<WhyAnswer> => {
  const { people, slack } = await findPeople(deps, organization, target);
  const asked = target.kind === 'email' ? target.email : (slack?.email ?? people[0]?.email);
  if (asked === undefined) return { kind: 'no_address' };
  const known = pick(people);
  const person = known ?? { ...unknown, email: asked, ...namesOf(slack) };
  const isMember = person.membership?.status === 'ACTIVE';
  const thing = thingText && isMember ? await findThing(deps, organization.id, person, thingText) : null;
  if (thing === undefined) return { kind: 'thing_unknown', text: thingText ?? '' };
  const slackEmail = (slack ?? (await holderOfCard(deps, person)))?.email ?? null;
  const nearest = known ? null : await findNearest(deps, organization.id, person);
  const verdict = verdictOf({ person, slackEmail, nearest, thing }, now);
  return {
    kind: 'verdict',
    verdict,
    fix: fixOf(verdict, person.email, deps.mails.state),
    person,
    hasStory: person.membership !== null || person.invitation !== null,
  };
};

const unknown = { membership: null, invitation: null, stoppedAt: null } as const;

const namesOf = (slack: SlackPerson | null) => ({
  firstName: slack?.firstName ?? null,
  lastName: slack?.lastName ?? null,
});

type Found = { readonly people: readonly WhyPerson[]; readonly slack: SlackPerson | null };

/** Slack is asked only where the store does not know them: by the address it may know somebody whom we know under another. */
const findPeople = async (
  { store, directory }: Reads,
  { id, slackTeamId }: ActorContext['organization'],
  target: WhyTarget,
): Promise<Found> => {
  if (target.kind === 'slack') {
    const slack = (await directory.findUser(target.user)) ?? null;
    const key = slack?.email ? emailKey(slack.email) : null;
    return { people: await store.findWhyPeople(id, { emailKey: key, slack: target.user }), slack };
  }
  const key = emailKey(target.email);
  const people = await store.findWhyPeople(id, { emailKey: key, slack: null });
  if (people.length > 0) return { people, slack: null };
  const slack = (await directory.findByEmails(slackTeamId, [key], { withinMs: DIRECTORY_MS }))?.get(key) ?? null;
  return { people: slack ? await store.findWhyPeople(id, { emailKey: key, slack }) : [], slack };
};

/** Of several addresses of one person the one that counts: a membership, else what waits, else the one asked for. */
const pick = (people: readonly WhyPerson[]): WhyPerson | undefined =>
  people.find(({ membership }) => membership?.status === 'ACTIVE') ??
  people.find(({ invitation }) => invitation?.status === 'PENDING') ??
  people[0];

/** What Slack says today of the user whom the card of a pending invitation went to. */
const holderOfCard = async ({ directory }: Reads, { invitation }: WhyPerson): Promise<SlackPerson | null> =>
  invitation?.status === 'PENDING' && invitation.slack ? ((await directory.findUser(invitation.slack)) ?? null) : null;

const findNearest = async ({ store }: Reads, organizationId: string, person: WhyPerson): Promise<NearPerson | null> => {
  const { email, firstName, lastName } = person;
  const near = await store.findNearPeople(organizationId, { emailKey: emailKey(email), firstName, lastName });
  return nearestOf(person, near);
};

/** Undefined where there is nothing of that name; one that is begun with the words stands for it if it is the only one. */
const findThing = async (
  { store }: Reads,
  organizationId: string,
  { membership }: WhyPerson,
  text: string,
): Promise<Thing | undefined> => {
  const all = await store.findThings(organizationId, membership?.id ?? null);
  const wanted = fold(text);
  const named = ({ name, key }: WhyThing) => fold(name) === wanted || (key !== null && fold(key) === wanted);
  const begun = all.filter(({ name }) => fold(name).startsWith(wanted));
  return all.find(named) ?? (begun.length === 1 ? begun[0] : undefined);
};

const fold = (text: string): string => text.normalize('NFC').trim().toLowerCase();
