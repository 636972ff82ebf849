import { useState } from 'preact/hooks';
import type { Block } from '../../../support/workspace/kit/blocks.ts';
import { withEmoji } from '../emoji.ts';

type ImageBlock = Extract<Block, { type: 'image' }>;

/** What an image in a block, in a context line or beside a section has in common. */
type Image = Pick<ImageBlock, 'alt_text' | 'image_url' | 'slack_file'>;

type PictureProps = { readonly image: Image; readonly size: 'wide' | 'beside' | 'small' };

const addressOf = ({ image_url: url, slack_file: file }: Image): string | undefined => {
  const id = file?.id ?? file?.url?.match(/\/files\/(\w+)/)?.[1];
  return url ?? (id && `/files/${id}`);
};

/** A picture; what it shows in words as long as it does not come. */
export const Picture = ({ image, size }: PictureProps) => {
  const [isMissing, setMissing] = useState(false);
  const address = addressOf(image);
  if (!address || isMissing)
    return (
      <span class={`picture missing ${size}`} role="img" aria-label={image.alt_text}>
        Picture: {image.alt_text}
      </span>
    );
  return (
    <img
      class={`picture ${size}`}
      src={address}
      alt={image.alt_text}
      referrerpolicy="no-referrer"
      onError={() => setMissing(true)}
    />
  );
};

export const PictureBlock = ({ block }: { block: ImageBlock }) => (
  <figure>
    {block.title && <figcaption>{withEmoji(block.title.text)}</figcaption>}
    <Picture image={block} size="wide" />
  </figure>
);
