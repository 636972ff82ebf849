import { createHmac } from 'node:crypto';

/** What is wrong with a forged signature: another secret's, none at all, or cut short. */
export type Forgery = 'wrong' | 'missing' | 'short';

export type Signing = {
  readonly secret: string;
  readonly timestampOffsetSeconds?: number;
  readonly signature?: Forgery;
};

const v0 = (secret: string, timestamp: number, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

/** Slack's signature headers for a raw body, by the real clock: the app compares with its own. */
export const signatureHeaders = (body: string, signing: Signing): Record<string, string> => {
  const timestamp = Math.floor(Date.now() / 1000) + (signing.timestampOffsetSeconds ?? 0);
  const good = v0(signing.secret, timestamp, body);
  const stamp = { 'x-slack-request-timestamp': String(timestamp) };
  switch (signing.signature) {
    case 'missing':
      return stamp;
    case 'short':
      return { ...stamp, 'x-slack-signature': good.slice(0, 20) };
    case 'wrong':
      return { ...stamp, 'x-slack-signature': v0(`${signing.secret}, but not quite`, timestamp, body) };
    default:
      return { ...stamp, 'x-slack-signature': good };
  }
};
