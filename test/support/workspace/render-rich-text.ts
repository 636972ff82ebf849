import { formatDate, type Reader } from './dates.ts';
import type { RichText, RichTextElement } from './kit/rich-text.ts';

const renderPart = (element: RichTextElement, reader: Reader): string => {
  switch (element.type) {
    case 'text':
      return element.text;
    case 'link':
      return element.text && element.text !== element.url ? `${element.text} (${element.url})` : element.url;
    case 'user':
      return `@${reader.userName(element.user_id)}`;
    case 'channel':
      return `#${reader.channelName(element.channel_id)}`;
    case 'broadcast':
      return `@${element.range}`;
    case 'emoji':
      return `:${element.name}:`;
    case 'date':
      return formatDate(element.timestamp, element.format, reader);
    case 'color':
      return element.value;
    case 'usergroup':
      return `@${element.usergroup_id}`;
    case 'team':
      return element.team_id;
  }
};

/** A rich text block as plain text; nothing in it is parsed as markup. */
export const renderRichText = (block: RichText, reader: Reader): string =>
  block.elements
    .flatMap((part) => {
      if (part.type !== 'rich_text_list') return part.elements.map((one) => renderPart(one, reader)).join('');
      return part.elements.map((item, index) => {
        const mark = part.style === 'ordered' ? `${index + 1}.` : '•';
        return `${'  '.repeat(part.indent ?? 0)}${mark} ${item.elements.map((one) => renderPart(one, reader)).join('')}`;
      });
    })
    .join('\n');
