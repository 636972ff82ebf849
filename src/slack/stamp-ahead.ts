// Slack's own advice: a stamp that is more than five minutes off, either way, may be that of a request which is sent again.
const MOST_OFF_SECONDS = 300;

/**
 * Whether Slack's stamp on a request lies too far in the future. Bolt refuses those from the past only: one from the future could
 * be sent again until five minutes after it.
 */
export const isStampAhead = (stamp: string | string[] | undefined, nowMs: number): boolean =>
  Number(stamp) > nowMs / 1000 + MOST_OFF_SECONDS;
