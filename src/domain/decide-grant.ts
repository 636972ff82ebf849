import type { ActRefusal } from './act-refusal.ts';
import type { MemberActor } from './actor.ts';
import { refuseEnded, refuseTarget } from './decide-act.ts';
import type { MemberRecord } from './member-record.ts';

/**
 * Permissions are given to active members only, of a rank no higher than one's own, and by somebody else than themselves: what
 * rule 2 says of roles would be worth little if an admin could give themselves “send as”.
 */
export const refuseGrant = (actor: MemberActor, target: MemberRecord): ActRefusal | undefined =>
  refuseTarget(actor, target, 'grant') ?? refuseEnded(target);
