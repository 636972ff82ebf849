import type { Block } from '../../../support/workspace/kit/blocks.ts';
import { withEmoji } from '../emoji.ts';
import { Mrkdwn, TextOf } from '../mrkdwn.tsx';
import { Element } from './element.tsx';
import { Input } from './input.tsx';
import { Picture, PictureBlock } from './picture.tsx';
import type { Shown } from './place.ts';
import { RichText } from './rich-text.tsx';
import { Table } from './table.tsx';

type SectionBlock = Extract<Block, { type: 'section' }>;

const Section = ({ block, shown }: { block: SectionBlock; shown: Shown }) => (
  <div class="section">
    <div class="section-text">
      {block.text && <TextOf text={block.text} />}
      {block.fields && (
        <div class="fields">
          {block.fields.map((field) => (
            <div key={field.text}>
              <TextOf text={field} />
            </div>
          ))}
        </div>
      )}
    </div>
    {block.accessory &&
      (block.accessory.type === 'image' ? (
        <Picture image={block.accessory} size="beside" />
      ) : (
        <Element block={block} element={block.accessory} shown={shown} />
      ))}
  </div>
);

const Context = ({ block }: { block: Extract<Block, { type: 'context' }> }) => (
  <p class="context">
    {block.elements.map((element, index) => {
      const key = `${index}/${element.type}`;
      return element.type === 'image' ? (
        <Picture key={key} image={element} size="small" />
      ) : (
        <span key={key}>
          <TextOf text={element} />
        </span>
      );
    })}
  </p>
);

const OneBlock = ({ block, shown }: { block: Block; shown: Shown }) => {
  switch (block.type) {
    case 'section':
      return <Section block={block} shown={shown} />;
    case 'header':
      return <h2>{withEmoji(block.text.text)}</h2>;
    case 'divider':
      return <hr />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
      return (
        <div class="actions">
          {block.elements.map((element) => (
            <Element key={element.action_id} block={block} element={element} shown={shown} />
          ))}
        </div>
      );
    case 'input':
      return <Input block={block} shown={shown} />;
    case 'image':
      return <PictureBlock block={block} />;
    case 'rich_text':
      return <RichText block={block} />;
    case 'alert':
      return (
        <div class={`alert ${block.level ?? ''}`}>
          <TextOf text={block.text} />
        </div>
      );
    case 'markdown':
      return <Mrkdwn text={block.text} />;
    case 'table':
    case 'data_table':
      return <Table block={block} />;
  }
};

/** Block Kit as Slack shows it. */
export const Blocks = ({ blocks, shown }: { blocks: readonly Block[]; shown: Shown }) => (
  <>
    {blocks.map((block) => (
      <OneBlock key={block.block_id} block={block} shown={shown} />
    ))}
  </>
);
