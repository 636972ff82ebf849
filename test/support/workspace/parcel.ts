import type { Delivery } from './records.ts';
import type { Retry } from './redelivery.ts';
import type { Forgery } from './signature.ts';

export type DeliveryOptions = {
  readonly signature?: Forgery;
  readonly timestampOffsetSeconds?: number;
  /** Marks an event as a redelivery. */
  readonly retryNum?: number;
  readonly retryReason?: Retry['reason'];
};

export type Parcel = Pick<Delivery, 'kind' | 'payload'>;

export type Reply =
  | { readonly status: number; readonly text: string; readonly noRetry?: boolean }
  | 'timeout'
  | 'unreachable';
