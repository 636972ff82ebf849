import type { Paths } from '../paths.ts';
import { renderPage } from './page-frame.tsx';

/** `errorId` is in the log too, so that whoever is asked for help finds what happened. */
export const errorPage = (paths: Paths, errorId: string): string =>
  renderPage({
    paths,
    heading: 'Something went wrong on our side',
    children: (
      <>
        <p>It is not your fault. Please try again in a few minutes; your link still works.</p>
        <p>
          If it stays like this, tell the person who invited you, with this number: <code>{errorId}</code>
        </p>
      </>
    ),
  });
