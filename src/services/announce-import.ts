import type { Deps } from '../deps.ts';
import { type JobPayloads, job } from '../domain/job.ts';
import { finished, type JobOutcome } from './job-outcome.ts';
import { keepLivingMessage } from './keep-living-message.ts';
import { tellImportStop } from './tell-import-stop.ts';

/**
 * Brings the one living message of an import up to date: how far it is, and then what became of it. Posted once, edited from then on;
 * counts alone are read. A digest that names somebody of it follows.
 */
export const announceImport = async (
  deps: Deps,
  { organizationId, importId, requestId }: JobPayloads['announce-import'],
): Promise<JobOutcome> => {
  const { store, notices } = deps;
  const [organization, record, batch] = await Promise.all([
    store.findOrganization(organizationId),
    store.findImport(organizationId, importId),
    store.findImportOfBatch(importId),
  ]);
  if (!organization || !record || !batch || record.state === 'OPEN' || record.state === 'DISCARDED') return finished;
  if (batch.isJustTold) {
    // A slow machine may begin two of these soon after each other, whatever lay between their moments.
    await store.enqueue(job('announce-import', { organizationId, importId, requestId }));
    return finished;
  }
  await followInDigest(deps, organizationId, importId, requestId);
  const { creator, isHandedOver } = batch;
  if (record.stop && isHandedOver) {
    const told = await tellImportStop(deps, organization, record);
    if (told.kind !== 'finished') return told;
  }
  // Whom no Slack user is bound to reads of it on the pending screen.
  if (!creator) return finished;
  const news = {
    ...{ record, isHandedOver, timeZone: organization.timeZone },
    progress: await store.readImportProgress(importId),
  };
  return keepLivingMessage(deps, {
    ...{ organizationId, kind: 'batch', subject: importId, to: creator, isHandedOver, notesWhen: true },
    say: (posted) => notices.importNews(creator, news, posted),
  });
};

/** The digest that stands in the admin channel, if it names one of these people. */
const followInDigest = async (
  { store }: Deps,
  organizationId: string,
  importId: string,
  requestId: string,
): Promise<void> => {
  const standing = (await store.findDigests(organizationId)).find(({ posted }) => posted);
  const ids = standing?.content?.entries.map(({ id }) => id) ?? [];
  if (standing && ids.length > 0 && (await store.areOfBatch(importId, ids))) {
    await store.enqueue(job('announce-digest', { organizationId, day: standing.day, requestId }));
  }
};
