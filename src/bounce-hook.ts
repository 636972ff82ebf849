import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { noteBounce } from './services/note-bounce.ts';
import type { BounceHook } from './web/bounce-routes.ts';

/** Null without a secret: then nobody can report returned mail. */
export const bounceHook = ({ BOUNCE_WEBHOOK_SECRET: secret }: Config, deps: Deps): BounceHook | null => {
  if (!secret) return null;
  const note: BounceHook['note'] = async (report, requestId) => {
    await noteBounce(deps, report, { via: 'web', requestId });
  };
  return { secret, now: deps.store.now, note };
};
