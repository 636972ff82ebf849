const hoursOf: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };

const written = /^(?<number>\d{1,4}(?:[.,]\d{1,2})?)\s*(?<unit>hours?|hrs?|h|days?|d|weeks?|w)?$/iu;

/**
 * Hours, as people write a span: `24 h`, `3 days`, `1 week`, `36`. Null for anything else, and for parts of an hour.
 * A bare number means hours.
 */
export const parseHours = (text: string): number | null => {
  const groups = written.exec(text.trim().replace(/\s+/gu, ' '))?.groups;
  if (!groups) return null;
  const unit = hoursOf[(groups['unit'] ?? 'h').charAt(0).toLowerCase()] ?? 1;
  const hours = Number(groups['number']?.replace(',', '.')) * unit;
  return Number.isInteger(hours) ? hours : null;
};
