/** So many calls in a span of time; more are answered by 429. */
type Limit = { readonly calls: number; readonly ms: number };

const MINUTE_MS = 60_000;
const perMinute = (calls: number): Limit => ({ calls, ms: MINUTE_MS });

// Slack's tiers (docs.slack.dev/apis/web-api/rate-limits): so many of each method in each workspace, at the least. Of the first it says
// that a small burst is tolerated.
const tiers = { 1: { calls: 3, ms: 3 * MINUTE_MS }, 2: perMinute(20), 3: perMinute(50), 4: perMinute(100) } as const;

/** As the page of each method has it. What is in none of the lists has a special tier of hundreds a minute. */
const methodsOf: Readonly<Record<keyof typeof tiers, readonly string[]>> = {
  1: ['apps.connections.open'],
  2: ['conversations.list', 'usergroups.list', 'usergroups.users.list', 'users.list'],
  3: [
    'chat.delete',
    'chat.update',
    'conversations.history',
    'conversations.info',
    'conversations.open',
    'team.info',
    'users.lookupByEmail',
  ],
  4: [
    'chat.postEphemeral',
    'conversations.members',
    'files.completeUploadExternal',
    'files.getUploadURLExternal',
    'files.info',
    'users.info',
    'views.open',
    'views.publish',
    'views.push',
    'views.update',
  ],
};

const special = perMinute(300);
// One message a second in a channel, and short bursts of more.
const inOneChannel: Limit = { calls: 5, ms: 5000 };

const tierOf = new Map(
  ([1, 2, 3, 4] as const).flatMap((tier) => methodsOf[tier].map((method) => [method, tiers[tier]] as const)),
);

type Call = { readonly method: string; readonly args: Readonly<Record<string, unknown>> };

export type RateLimits = {
  /** How many seconds this call has to wait; undefined when it may have its effect, and counts. */
  readonly take: (call: Call, nowMs: number) => number | undefined;
  /** Calls that came once more before they had waited as long as they were told to. */
  readonly tooSoon: readonly string[];
};

// An answer takes its time, and whatever was on its way meanwhile has not read it.
const ON_THE_WAY_MS = 500;

/** Slack's documented limits, or a share of them, counted by the workspace's clock, which tests move. */
export const createRateLimits = ({ share = 1 } = {}): RateLimits => {
  const taken = new Map<string, number[]>();
  const told = new Map<string, { readonly at: number; readonly until: number }>();
  const tooSoon: string[] = [];

  /** Milliseconds until one more fits; what lies ahead of the clock was before somebody moved it back. */
  const waitFor = (key: string, { calls, ms }: Limit, now: number): number => {
    const most = Math.max(1, Math.floor(calls * share));
    const recent = (taken.get(key) ?? []).filter((at) => at > now - ms && at <= now);
    taken.set(key, recent);
    const [oldest = now] = recent.slice(-most);
    return recent.length < most ? 0 : oldest + ms - now;
  };
  return {
    tooSoon,
    take: ({ method, args }, now) => {
      const limits: [string, Limit][] = [[method, tierOf.get(method) ?? special]];
      if (method === 'chat.postMessage') limits.push([`${method} in ${String(args['channel'])}`, inOneChannel]);
      const waitMs = Math.max(...limits.map(([key, limit]) => waitFor(key, limit, now)));
      const call = `${method} ${JSON.stringify(args)}`;
      const before = told.get(call);
      if (before && now > before.at + ON_THE_WAY_MS && now < before.until) tooSoon.push(call);
      if (waitMs <= 0) {
        for (const [key] of limits) taken.get(key)?.push(now);
        told.delete(call);
        return undefined;
      }
      const seconds = Math.ceil(waitMs / 1000);
      told.set(call, { at: now, until: now + seconds * 1000 });
      return seconds;
    },
  };
};
