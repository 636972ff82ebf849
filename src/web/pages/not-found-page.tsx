import type { Paths } from '../paths.ts';
import { renderPage } from './page-frame.tsx';

/** The one neutral page. Alike for every reason, so that nobody learns from it which links there are. */
export const notFoundPage = (paths: Paths): string =>
  renderPage({
    paths,
    heading: 'This link does not work',
    children: (
      <>
        <p>It may have been cut off or changed on the way. Open it from your mail again, or copy the whole address.</p>
        <p>If that does not help, ask the person who invited you for a new link.</p>
      </>
    ),
  });
