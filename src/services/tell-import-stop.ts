import type { Deps } from '../deps.ts';
import type { Organization } from '../domain/organization.ts';
import type { ImportRecord } from '../ports/imports.ts';
import type { JobOutcome } from './job-outcome.ts';
import { postToAdmins } from './post-to-admins.ts';

/** Tells the other admins, once, of an import that ended since its admin is none any more: nobody else would go on with it. */
export const tellImportStop = async (
  deps: Deps,
  organization: Organization,
  record: ImportRecord,
): Promise<JobOutcome> => {
  const { store, notices } = deps;
  const [creator, progress] = await Promise.all([
    store.findMember(record.createdById),
    store.readImportProgress(record.id),
  ]);
  const news = { record, progress, by: creator?.slack ?? null, timeZone: organization.timeZone };
  return postToAdmins(deps, {
    ...{ organization, kind: 'import_stopped', subject: record.id },
    say: (channel, posted) => notices.importStopped(channel, news, posted),
  });
};
