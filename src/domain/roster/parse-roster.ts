import { normalizePaste } from './normalize-paste.ts';
import type { ParsedRoster } from './roster.ts';
import { createRosterReader, layoutOf, recordsOf } from './roster-reader.ts';

/**
 * Reads people from a paste: addresses by line, comma, semicolon or space, lists copied from Outlook and Gmail, cells
 * copied from Excel or Sheets, CSV; Slack's own wrapping of addresses is undone. When it is unsure whose a name is, the
 * name is dropped and said so, never the person. Never throws; takes time linear in the text.
 */
export const parseRoster = (text: string): ParsedRoster => {
  const paste = normalizePaste(text);
  const layout = layoutOf(paste);
  if (!layout) return { rows: [], problems: [] };
  const reader = createRosterReader(layout);
  for (const record of recordsOf(paste, layout)) reader.take(record);
  return reader.result();
};
