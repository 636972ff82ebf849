import type { WithdrawnInvitation } from '../invitation-pages.ts';
import type { Paths } from '../paths.ts';
import { renderPage } from './page-frame.tsx';
import { WhomToAsk } from './text-link.tsx';

export function withdrawnPage(view: WithdrawnInvitation, paths: Paths): string {
  return renderPage({
    paths,
    organizationName: view.organizationName,
    heading: 'This invitation was withdrawn',
    children: (
      <>
        <p>The invitation to {view.organizationName} is no longer open, and there is nothing you need to do.</p>
        <p>
          Does that surprise you? Ask <WhomToAsk facts={view} />.
        </p>
      </>
    ),
  });
}
