import type { Paths } from '../paths.ts';
import { renderPage } from './page-frame.tsx';

/** The browser does not hold the link: mail apps open links in browsers of their own, and an hour later it is gone. */
export const noCookiePage = (paths: Paths): string =>
  renderPage({
    paths,
    heading: 'Open the link in your mail again',
    children: (
      <>
        <p>
          For your safety this page works only for an hour, and only in the browser that opened the link. Nothing has
          changed about your invitation.
        </p>
        <p>
          Open the link in your mail again, in this browser. If your mail app opens links in a browser of its own, copy
          the address from the mail and paste it here.
        </p>
      </>
    ),
  });
