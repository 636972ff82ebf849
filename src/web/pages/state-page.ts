import type { InvitationView } from '../invitation-pages.ts';
import { declinedPage } from './declined-page.tsx';
import type { FormContext } from './form-context.ts';
import { invitationPage } from './invitation-page.tsx';
import { joinedPage } from './joined-page.tsx';
import { renewalPage } from './renewal-page.tsx';
import { supersededPage } from './superseded-page.tsx';
import { withdrawnPage } from './withdrawn-page.tsx';

export type KnownInvitation = Exclude<InvitationView, { readonly state: 'unknown' }>;

/** Each state has its page, and each page one next step. */
export function statePage(view: KnownInvitation, context: FormContext): string {
  switch (view.state) {
    case 'open':
      return invitationPage(view, context);
    case 'expired':
    case 'issuer_lost_right':
      return renewalPage(view, context);
    case 'superseded':
      return supersededPage(view, context.paths);
    case 'used':
      return joinedPage(view, context.paths);
    case 'withdrawn':
      return withdrawnPage(view, context.paths);
    case 'declined':
      return declinedPage(view, context);
  }
}
