import type { Deps } from '../deps.ts';
import type { Result } from '../domain/result.ts';
import type { SlackGroup, SlackGroupRefusal } from '../domain/slack-group.ts';
import type { ImportTerms } from '../ports/imports.ts';
import type { Asked } from './asked.ts';
import { type OpenRefusal, openImport } from './open-import.ts';

// Whoever waits is told so after 2 s; a large workspace is listed by then for the first time, whatever Slack makes us wait for.
const DIRECTORY_MS = 20_000;

type GroupImportInput = { readonly group: SlackGroup; readonly terms: ImportTerms };

/** A preview of everybody of a channel or a user group. The caller has asked `authorize` for `import`. */
export const openGroupImport = async (
  deps: Deps,
  asked: Asked,
  { group, terms }: GroupImportInput,
): Promise<Result<{ readonly importId: string }, OpenRefusal | SlackGroupRefusal>> => {
  const found = await deps.directory.findGroup(group, DIRECTORY_MS);
  if (!found.ok) return found;
  const { title, people } = found.value;
  return openImport(deps, asked, {
    ...{ source: 'slack', title, roster: { rows: [], problems: [] }, people, isEncodingGuessed: false, terms },
  });
};
