import type { VNode } from 'preact';
import { TextLink } from './layout.tsx';

/** Under each mail to somebody who is invited. `url`: the page with one button, "don't write to me again". */
export function StopFooter({ url }: { readonly url?: string | null | undefined }): VNode {
  return (
    <>
      Not expecting this? You can ignore it: nothing happens unless you accept.
      {url && (
        <>
          {' '}
          Or tell us: <TextLink href={url}>don't write to me again</TextLink>.
        </>
      )}
    </>
  );
}
