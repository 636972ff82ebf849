import { pino } from 'pino';

/** Quiet: what the embedded server says of itself on the way is no news in a test. */
export const serverLog = pino({ level: 'silent' });
