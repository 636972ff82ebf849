import type { Paths } from '../paths.ts';
import { renderPage } from './page-frame.tsx';

export const badRequestPage = (paths: Paths): string =>
  renderPage({
    paths,
    heading: 'That did not arrive as it should',
    children: <p>Nothing has changed. Go back, reload the page and try again.</p>,
  });
