import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import type { SlackUserRef } from '../domain/actor.ts';
import type { SlackPerson } from '../domain/decide-invite.ts';
import { emailKey } from '../domain/email-address.ts';
import { type HappeningKind, happeningsOf } from '../domain/happening.ts';
import { type Job, type JobPayloads, job } from '../domain/job.ts';
import type { Organization } from '../domain/organization.ts';
import { done } from '../domain/result.ts';
import type { WatchedMember } from '../ports/happenings.ts';
import type { AuditEntry } from '../ports/records.ts';
import type { Transaction } from '../ports/transaction.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { workingDay } from './working-day.ts';

type Look = {
  readonly organization: Organization;
  readonly user: SlackUserRef;
  readonly person: SlackPerson;
  readonly requestId: string;
};

/**
 * What is true now of somebody of whom an event told: Slack is asked, and admins hear of what is new. Nothing of it changes any
 * access by itself but one thing: who is a guest in Slack acts as no admin, and does again when they are none any more.
 */
export const lookAtSlackUser = async (
  deps: Deps,
  { teamId, userId, requestId }: JobPayloads['look-at-slack-user'],
): Promise<JobOutcome> => {
  const user = { teamId, userId };
  const [organization, person] = await Promise.all([
    deps.store.findOrganizationOfTeam(teamId),
    deps.directory.findUser(user),
  ]);
  if (person === undefined) return again('slack_unreachable');
  if (!organization || person === null || person.standing === 'bot' || person.standing === 'stranger') return finished;
  const isElsewhere = person.standing === 'deactivated' && (await hasAnotherUser(deps, organization, person));
  if (isElsewhere === undefined) return again('slack_unreachable');
  const look = { organization, user, person, requestId };
  await deps.store.transaction<null, never>(async (tx) => {
    const member = await tx.findWatchedMember(organization.id, user, keyOf(person));
    await writeSeen(tx, look, isElsewhere && member?.isBound === false ? null : member);
    return done(null);
  });
  return finished;
};

const keyOf = ({ email }: SlackPerson): string | null => (email === null ? null : emailKey(email));

/** A deactivated user keeps its address, which somebody may have by a new one. Undefined: Slack does not say. */
const hasAnotherUser = async (
  { directory }: Deps,
  { slackTeamId }: Organization,
  person: SlackPerson,
): Promise<boolean | undefined> => {
  const key = keyOf(person);
  if (key === null) return false;
  const found = await directory.findByEmails(slackTeamId, [key]);
  if (!found) return undefined;
  const other = found.get(key);
  return other !== undefined && other.userId !== person.userId && other.standing !== 'deactivated';
};

const writeSeen = async (tx: Transaction, look: Look, member: WatchedMember | null): Promise<void> => {
  const { organization, user, person } = look;
  if (member?.isBound) await markGuest(tx, look, member);
  const before = await tx.findOpenHappenings(organization.id, user);
  const seen = member ? happeningsOf({ ...person, email: keyOf(person) }, member) : [];
  const over = before.filter(({ kind }) =>
    kind === 'joined' ? person.standing === 'deactivated' : !seen.includes(kind),
  );
  const ended = await tx.endHappenings(over.map(({ id }) => id));
  const jobs = ended.filter(({ kind }) => kind !== 'address').map(({ id }) => announce(look, id));
  for (const kind of member ? seen : []) {
    const open = before.find((one) => one.kind === kind);
    if (open && (kind !== 'address' || open.email === keyOf(person))) continue;
    if (open) await tx.renewHappening(open.id, keyOf(person));
    const id = open ? open.id : await openHappening(tx, look, member, kind);
    if (id !== null) jobs.push(kind === 'address' ? await announceDay(tx, look) : announce(look, id));
  }
  await tx.enqueue(...jobs);
};

/** Null where somebody else was faster. */
const openHappening = async (
  tx: Transaction,
  look: Look,
  member: WatchedMember | null,
  kind: HappeningKind,
): Promise<string | null> => {
  const { organization, user, person } = look;
  const id = uuidv7();
  const membershipId = member?.membershipId ?? null;
  const seen = { id, organizationId: organization.id, kind, user, membershipId, email: keyOf(person) };
  if (!(await tx.openHappening(seen))) return null;
  await tx.audit(seenEntry(look, 'happening.open', membershipId, { happeningId: id, kind }));
  return id;
};

const markGuest = async (tx: Transaction, look: Look, { membershipId }: WatchedMember): Promise<void> => {
  const isGuest = look.person.standing === 'guest';
  // What somebody was who has left is of no use; a guest who comes back may be none.
  if (look.person.standing === 'deactivated' || !(await tx.markGuest(look.user, isGuest))) return;
  await tx.audit(seenEntry(look, 'identity.mark_guest', membershipId, { isGuest }));
};

export const seenEntry = (
  { organization, requestId }: Pick<Look, 'organization' | 'requestId'>,
  action: string,
  membershipId: string | null,
  changed: AuditEntry['changed'],
): AuditEntry => ({
  organizationId: organization.id,
  actor: { kind: 'SYSTEM' },
  action,
  target: membershipId === null ? null : { kind: 'membership', id: membershipId },
  changed,
  via: 'job',
  requestId,
});

const announce = ({ organization, requestId }: Look, happeningId: string): Job =>
  job('announce-happening', { organizationId: organization.id, happeningId, requestId });

const announceDay = async (tx: Transaction, { organization, requestId }: Look): Promise<Job> => {
  const day = workingDay(await tx.now(), organization.timeZone);
  return job('announce-addresses', { organizationId: organization.id, day, requestId });
};
