import type { Deps } from '../deps.ts';
import { isActiveAdmin } from '../domain/actor.ts';
import type { DeliveryCause } from '../domain/delivery-cause.ts';
import { canBeSent, fates, type ImportCounts, type ImportRow } from '../domain/import.ts';
import type { MailState } from '../domain/mail-state.ts';
import type { ImportRecord } from '../ports/imports.ts';
import type { ActorContext } from '../ports/records.ts';
import { findUnreachedRows } from './find-unreached-rows.ts';

const previewRows = 25;

/** One page of a preview, and what is told above it. */
export type ImportPreview = {
  readonly record: ImportRecord;
  readonly counts: ImportCounts;
  readonly rows: readonly ImportRow[];
  readonly page: number;
  readonly pages: number;
  /** How many more may go out today. */
  readonly remainingToday: number;
  readonly dailyCap: number;
  readonly roleName: string | null;
  readonly teamName: string | null;
  /** Other previews of the same admin that wait. */
  readonly others: number;
  readonly mailState: MailState;
  /** Of the rows that are shown, by their number: whom no way leads to, and why. */
  readonly unreached: ReadonlyMap<number, DeliveryCause>;
};

type Reading = Pick<Deps, 'store' | 'mails' | 'directory'>;

/** The caller has asked `authorize` for `import`. */
export const readImport = async (
  { store, mails, directory }: Reading,
  { actor, organization }: ActorContext,
  importId: string | null,
  page = 0,
): Promise<ImportPreview | null> => {
  if (!isActiveAdmin(actor)) return null;
  const open = await store.findOpenImport(organization.id, actor.membershipId);
  const record = importId === null ? open?.record : await store.findImport(organization.id, importId);
  // Whoever made it sees it: an import holds names and addresses of people who are nobody here yet.
  if (record?.state !== 'OPEN' || record.createdById !== actor.membershipId) return null;
  const [counts, issuedToday, options] = await Promise.all([
    store.countImportRows(record.id),
    store.countIssuedToday(organization.id, organization.timeZone),
    store.findFormOptions(organization.id),
  ]);
  const total = fates.reduce((sum, fate) => sum + counts[fate], 0);
  const pages = Math.max(1, Math.ceil(total / previewRows));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const rows = await store.findPreviewPage(record.id, shown * previewRows, previewRows);
  // No list is without rows: it was put away while it was being read.
  if (rows.length === 0) return null;
  const { roleId } = record.terms;
  return {
    unreached: await findUnreachedRows({ directory, mails }, { actor, organization, options, roleId }, rows),
    ...{ record, counts, rows, page: shown, pages, dailyCap: organization.dailyInvitationCap },
    remainingToday: Math.max(0, organization.dailyInvitationCap - issuedToday),
    roleName: options.roles.find(({ id }) => id === record.terms.roleId)?.name ?? null,
    teamName: options.teams.find(({ id }) => id === record.terms.primaryTeamId)?.name ?? null,
    mailState: mails.state,
    others: (open?.others ?? 0) + (open && open.record.id !== record.id ? 1 : 0),
  };
};

export const sendable = (counts: ImportCounts): number =>
  fates.filter(canBeSent).reduce((sum, fate) => sum + counts[fate], 0);
