import { formatDate, type Reader } from './dates.ts';
import type { StateValue } from './records.ts';

type Option = { readonly text: { readonly text: string } };

const names = (ids: unknown, name: (id: string) => string): string =>
  (Array.isArray(ids) ? ids : [ids]).map((id) => name(String(id))).join(', ');

/** What stands in a filled field, as a person reads it; '' when nothing is entered. */
export const shownValue = (value: StateValue | undefined, reader: Reader): string => {
  if (!value) return '';
  const entered = Object.entries(value).find(([key]) => key !== 'type');
  const [key, what] = entered ?? ['', null];
  if (what === null || what === undefined || (Array.isArray(what) && what.length === 0)) return '';
  if (key.startsWith('selected_option')) {
    const options = (Array.isArray(what) ? what : [what]) as Option[];
    return options.map((option) => option.text.text).join(', ');
  }
  if (key.startsWith('selected_user')) return names(what, (id) => `@${reader.userName(id)}`);
  if (key.startsWith('selected_c')) return names(what, (id) => `#${reader.channelName(id)}`);
  if (key === 'selected_date_time') return formatDate(Number(what), '{date_num} {time}', reader);
  if (key === 'files') return (what as { name: string }[]).map((file) => file.name).join(', ');
  return typeof what === 'string' ? what : JSON.stringify(what);
};
