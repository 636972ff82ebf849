import type { Link, Verdict } from './why.ts';

/** The one act that mends a verdict. A button carries it; the act decides anew what is true when it is pressed. */
export type Fix =
  /** The invite form, filled in with this address. */
  | { readonly kind: 'invite' | 'reactivate'; readonly email: string }
  | { readonly kind: 'new_link'; readonly link: Link }
  /** The current link, at once: scheduled for later, or waiting for its next try. */
  | { readonly kind: 'send_now'; readonly link: Link }
  | { readonly kind: 'by_mail'; readonly link: Link }
  /** The message that newcomers get: where to sign in, and as whom. */
  | { readonly kind: 'tell_sign_in'; readonly membershipId: string };

/** `asked`: the address that was asked for. Null where nobody but they themselves can mend it. */
export const fixOf = (verdict: Verdict, asked: string, canMail: boolean): Fix | null => {
  switch (verdict.kind) {
    case 'never_invited':
    case 'withdrawn':
    case 'declined':
    case 'removed':
      return { kind: 'invite', email: asked };
    case 'other_address':
      return { kind: 'invite', email: verdict.slackEmail };
    case 'not_sent_yet':
      return { kind: 'send_now', link: verdict.link };
    case 'not_opened':
    case 'superseded':
      // What was not seen in Slack may be seen in the mail: a second card would be as easy to overlook as the first.
      return canMail && !verdict.channels.includes('EMAIL')
        ? { kind: 'by_mail', link: verdict.link }
        : { kind: 'new_link', link: verdict.link };
    case 'not_delivered':
    case 'not_accepted':
    case 'ran_out':
    case 'issuer_lost_right':
      return { kind: 'new_link', link: verdict.link };
    case 'deactivated':
      return { kind: 'reactivate', email: asked };
    case 'active':
      return { kind: 'tell_sign_in', membershipId: verdict.membership.id };
    case 'stopped':
    case 'lacks':
      return null;
  }
};
