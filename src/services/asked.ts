import type { Actor, Via } from '../domain/actor.ts';
import type { ActorContext, AuditEntry } from '../ports/records.ts';

/** What every act from Slack brings with it. */
export type Asked = {
  readonly context: ActorContext;
  readonly via: Via;
  /** Follows the act into its jobs, mails and log lines. */
  readonly requestId: string;
  /** The same for the same click or submission, delivered twice or not. */
  readonly idempotencyKey: string;
};

export const auditActor = (actor: Actor): AuditEntry['actor'] =>
  actor.kind === 'member'
    ? { kind: 'MEMBERSHIP', membershipId: actor.membershipId }
    : { kind: 'SLACK_USER', slack: actor.slack };
