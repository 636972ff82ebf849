import type { JoinDecisionRefusal, JoinRequestDecision, JoinRequestRefusal } from '../domain/join-request.ts';
import { count } from './plural.ts';
import { who } from './views/people.ts';
import type { Pen, Wording } from './wording.ts';

/** `Approved by Ada Example, 22 Nov 14:02`: a name, since a mention would ring. */
export const wordJoinDecision = ({ kind, by, at }: JoinRequestDecision, pen: Pen): string =>
  `${kind === 'APPROVED' ? 'Approved' : 'Declined'} by ${who(by, pen)}, ${pen.at(at)}`;

/** To whoever asked. `shown` is what they typed, made inert. */
export const wordJoinRequest = (refusal: JoinRequestRefusal, shown: string, { pen }: Wording): string => {
  switch (refusal.kind) {
    case 'requested_member':
      return `${shown} is a member already, since ${pen.day(refusal.since)}. Nothing more is needed.`;
    case 'requested_pending':
      return refusal.expiresAt
        ? `${shown} has an invitation already; it ends ${pen.at(refusal.expiresAt)}. Nothing more is needed.`
        : `${shown} has an invitation already, which is not sent yet. Nothing more is needed.`;
    case 'requested_before':
      return refusal.isOwn
        ? `You asked for ${shown} ${pen.at(refusal.at)}. The admins have not decided yet; you hear from them here.`
        : `Somebody else has asked for ${shown} already, so the admins know. Nothing more is needed.`;
    case 'requests_open':
      return `${count(refusal.max, 'request', 'requests')} of yours wait for the admins already. Ask again when one of them is decided.`;
  }
};

/** To an admin whose screen was older than what is true. */
export const wordJoinDecisionRefusal = (refusal: JoinDecisionRefusal, { pen, command }: Wording): string => {
  switch (refusal.kind) {
    case 'request_unknown':
      return 'There is no such request any more. Nothing was done.';
    case 'request_decided':
      return refusal.decision.kind === 'APPROVED'
        ? `${wordJoinDecision(refusal.decision, pen)}. Nothing more was done.`
        : `${wordJoinDecision(refusal.decision, pen)}. Nothing more was done; ${pen.code(`${command} invite`)} still invites anybody.`;
  }
};
