import { createHash } from 'node:crypto';

/**
 * Names what somebody was shown before they press *Update*. Short enough for a modal to carry; another plan, because somebody
 * else changed something meanwhile or they chose anew, has another key.
 */
export const planKey = (plan: {
  readonly added: readonly { readonly id: string }[];
  readonly removed: readonly { readonly id: string }[];
}): string => {
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).sort();
  return createHash('sha256')
    .update(JSON.stringify([ids(plan.added), ids(plan.removed)]))
    .digest('base64url')
    .slice(0, 22);
};
