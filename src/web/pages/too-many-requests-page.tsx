import type { Paths } from '../paths.ts';
import { renderPage } from './page-frame.tsx';

export const tooManyRequestsPage = (paths: Paths, perMinute: number): string =>
  renderPage({
    paths,
    heading: 'One moment, please',
    children: (
      <>
        <p>More than {perMinute} requests came from your network within a minute, so we slowed down.</p>
        <p>Wait a minute, then open the link in your mail again. Your invitation is as it was.</p>
      </>
    ),
  });
