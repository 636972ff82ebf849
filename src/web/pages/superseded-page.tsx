import { maskEmail } from '../../domain/email-address.ts';
import { momentText } from '../../domain/moment-text.ts';
import type { SupersededInvitation } from '../invitation-pages.ts';
import type { Paths } from '../paths.ts';
import { renderPage } from './page-frame.tsx';

export function supersededPage(view: SupersededInvitation, paths: Paths): string {
  const { organizationName, newerSentAt } = view;
  const address = maskEmail(view.address);
  return renderPage({
    paths,
    organizationName,
    heading: 'There is a newer invitation',
    children: (
      <>
        <p>
          {newerSentAt
            ? `A newer invitation was sent to ${address} on ${momentText(newerSentAt, view.zone)}.`
            : `A newer invitation is on its way to ${address}.`}{' '}
          This link ended with it.
        </p>
        <p>Open the link in the newest mail instead. If you can't find it, look into the spam folder.</p>
      </>
    ),
  });
}
