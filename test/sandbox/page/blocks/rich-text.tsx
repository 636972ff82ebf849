import type { ComponentChildren } from 'preact';
import type { RichText as RichTextBlock, RichTextElement } from '../../../support/workspace/kit/rich-text.ts';
import { useDesk } from '../desk.ts';
import { withEmoji } from '../emoji.ts';
import { channelOf, dateText, nameOf, SafeLink } from '../mrkdwn.tsx';

const Styled = ({ style, children }: { style: RichTextElement['style']; children: ComponentChildren }) => {
  let shown = <>{children}</>;
  if (style?.code) shown = <code>{shown}</code>;
  if (style?.bold) shown = <strong>{shown}</strong>;
  if (style?.italic) shown = <em>{shown}</em>;
  if (style?.underline) shown = <u>{shown}</u>;
  if (style?.strike) shown = <s>{shown}</s>;
  return shown;
};

const Content = ({ element }: { element: RichTextElement }) => {
  const { sight } = useDesk();
  switch (element.type) {
    case 'text':
      return <span class="plain">{element.text}</span>;
    case 'link':
      return <SafeLink url={element.url}>{element.text ?? element.url}</SafeLink>;
    case 'user':
      return <span class="mention">@{nameOf(sight, element.user_id)}</span>;
    case 'channel':
      return <span class="mention">#{channelOf(sight, element.channel_id)}</span>;
    case 'broadcast':
      return <span class="mention">@{element.range}</span>;
    case 'usergroup':
      return <span class="mention">@{element.usergroup_id}</span>;
    case 'team':
      return <span class="mention">@{element.team_id}</span>;
    case 'color':
      return <code>{element.value}</code>;
    case 'emoji':
      return <span>{withEmoji(`:${element.name}:`)}</span>;
    case 'date':
      return <time>{dateText(sight, element.timestamp, element.format)}</time>;
  }
};

const Run = ({ elements }: { elements: readonly RichTextElement[] }) => (
  <>
    {elements.map((element, index) => (
      <Styled key={`${index}/${element.type}`} style={element.style}>
        <Content element={element} />
      </Styled>
    ))}
  </>
);

const Part = ({ part }: { part: RichTextBlock['elements'][number] }) => {
  switch (part.type) {
    case 'rich_text_section':
      return (
        <p>
          <Run elements={part.elements} />
        </p>
      );
    case 'rich_text_quote':
      return (
        <blockquote>
          <Run elements={part.elements} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return (
        <pre>
          <Run elements={part.elements} />
        </pre>
      );
    case 'rich_text_list': {
      const items = part.elements.map((item, index) => (
        <li key={`${index}/${item.type}`}>
          <Run elements={item.elements} />
        </li>
      ));
      return part.style === 'ordered' ? <ol start={(part.offset ?? 0) + 1}>{items}</ol> : <ul>{items}</ul>;
    }
  }
};

export const RichText = ({ block }: { block: RichTextBlock }) => (
  <div class="rich-text">
    {block.elements.map((part, index) => (
      <Part key={`${index}/${part.type}`} part={part} />
    ))}
  </div>
);
