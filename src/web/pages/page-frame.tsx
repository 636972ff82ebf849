import type { ComponentChildren, VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { Paths } from '../paths.ts';

export type PageFrameProps = {
  readonly paths: Paths;
  /** The one heading of the page, and the title of the tab. */
  readonly heading: string;
  /** Shown above, so people see where they are; absent where the page must not tell. */
  readonly organizationName?: string | undefined;
  /** The page reports problems in its form: the title says so first, as screen readers read it first. */
  readonly hasProblems?: boolean | undefined;
  readonly children: ComponentChildren;
};

/** The frame of every page: one column, no script. */
function PageFrame({ paths, heading, organizationName, hasProblems, children }: PageFrameProps): VNode {
  const place = organizationName && !heading.includes(organizationName) ? ` · ${organizationName}` : '';
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <title>{`${hasProblems ? 'Problem: ' : ''}${heading}${place}`}</title>
        <link rel="stylesheet" href={paths.stylesheet} />
        <link rel="icon" href={paths.icon} type="image/svg+xml" />
      </head>
      <body>
        {organizationName && <header>{organizationName}</header>}
        <main>
          <h1>{heading}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}

export const renderPage = (props: PageFrameProps): string => `<!doctype html>${render(<PageFrame {...props} />)}`;
