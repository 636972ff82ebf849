import type { Deps } from '../deps.ts';
import { type Digest, type DigestContent, digestRows } from '../domain/digest.ts';
import { pendingGroups } from '../domain/invitation.ts';
import type { JobPayloads } from '../domain/job.ts';
import { digestDay } from '../domain/mornings.ts';
import type { Organization } from '../domain/organization.ts';
import type { StoredDigest } from '../ports/mornings.ts';
import type { PostedRef } from '../ports/posts.ts';
import { again, finished, type JobOutcome } from './job-outcome.ts';
import { type Later, noteChannelPost } from './note-channel-post.ts';
import { stampOf } from './stamp.ts';

/** As many of each group as a message may hold; the view decides how many it shows. */
const PER_GROUP = 12;

type Desk = { readonly deps: Deps; readonly organization: Organization; readonly digests: readonly StoredDigest[] };

/**
 * The digest of a working day. The first run posts it, if something waits and something has changed since the last one; later
 * ones rewrite it as its invitations are decided. Once a newer one stands, those before lose their buttons and are forgotten.
 */
export const announceDigest = async (
  deps: Deps,
  { organizationId, day }: JobPayloads['announce-digest'],
): Promise<JobOutcome> => {
  const [organization, digests] = await Promise.all([
    deps.store.findOrganization(organizationId),
    deps.store.findDigests(organizationId),
  ]);
  const claimed = digests.find((digest) => digest.day === day);
  if (!organization || !claimed) return finished;
  const desk = { deps, organization, digests };
  const later = claimed.content
    ? await bringUpToDate(desk, day, claimed.posted, claimed.content)
    : await post(desk, day);
  const late = later ?? (await endEarlier({ ...desk, digests: await deps.store.findDigests(organizationId) }));
  return late ? again(late.cause, late.afterSeconds) : finished;
};

const post = async ({ deps, organization, digests }: Desk, day: string): Promise<Later | null> => {
  const { store } = deps;
  const { id, adminChannelId: channelId } = organization;
  const now = await store.now();
  // Slack was out of reach until it was too late, or somebody has turned it off since it was claimed.
  if (!organization.digestOn || channelId === null || digestDay(now, organization) !== day) return null;
  const facts = await store.findDigestFacts(id, PER_GROUP);
  const last = digests.find((digest) => digest.content && digest.day < day)?.content;
  if (pendingGroups.every((group) => facts.counts[group] === 0) || facts.stamp === last?.stamp) return null;

  const content = { ...facts, writtenAt: now.getTime() };
  const digest = await readDigest(deps, organization, content, false);
  const outcome = await deps.notices.digest(channelId, digest, organization, null);
  const place = { channelId, teamName: null, post: 'digest' } as const;
  return noteChannelPost(deps, organization, place, outcome, (stands) =>
    store.saveDigest(id, day, stands, { ...content, shown: stampOf(digest) }),
  );
};

/** Edits the message where it says something else by now. */
const bringUpToDate = async (
  { deps, organization }: Desk,
  day: string,
  posted: PostedRef | null,
  content: DigestContent,
  isOver = false,
): Promise<Later | null> => {
  if (!posted) return null;
  const digest = await readDigest(deps, organization, content, isOver);
  const shown = stampOf(digest);
  if (shown === content.shown) return null;
  const outcome = await deps.notices.digest(posted.channelId, digest, organization, posted);
  if (outcome.kind === 'try_later') return outcome;
  // Somebody removed the message, or Usher from the channel: what it told of is kept, so that it is not told again.
  const kept = outcome.kind === 'posted' ? posted : null;
  await deps.store.saveDigest(organization.id, day, kept, { ...content, shown });
  return null;
};

const endEarlier = async (desk: Desk): Promise<Later | null> => {
  const newest = desk.digests.find(({ content }) => content);
  for (const { day, posted, content } of newest ? desk.digests : []) {
    if (newest && day < newest.day) {
      const later = content && (await bringUpToDate(desk, day, posted, content, true));
      if (later) return later;
      await desk.deps.store.forgetDigest(desk.organization.id, day);
    }
  }
  return null;
};

const readDigest = async (
  { store }: Deps,
  { id }: Organization,
  { entries, counts, writtenAt }: Omit<DigestContent, 'shown'>,
  isOver: boolean,
): Promise<Digest> => {
  const ids = entries.map((entry) => entry.id);
  const [invitations, now] = await Promise.all([store.findInvitations(id, ids), store.now()]);
  return { writtenAt: new Date(writtenAt), counts, rows: digestRows(entries, invitations, now), isOver };
};
