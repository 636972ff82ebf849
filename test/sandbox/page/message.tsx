import type { MessageSeen } from '../sight.ts';
import { Blocks } from './blocks/blocks.tsx';
import { useDesk } from './desk.ts';
import { dateText, Mrkdwn, nameOf } from './mrkdwn.tsx';

export const Message = ({ message, channel }: { message: MessageSeen; channel: string }) => {
  const { sight } = useDesk();
  const isApp = message.user === sight.bot;
  const author = nameOf(sight, message.user);
  return (
    <article class={message.isEphemeral ? 'message ephemeral' : 'message'} aria-label={`Message of ${author}`}>
      <span class={isApp ? 'avatar app' : 'avatar'} aria-hidden="true">
        {author.slice(0, 1)}
      </span>
      <div class="message-body">
        <p class="byline">
          <strong>{author}</strong>
          {isApp && <span class="badge">APP</span>}
          <time>{dateText(sight, Number(message.ts), '{date_short_pretty} {time}')}</time>
          {message.isEphemeral && <em>Only visible to you</em>}
        </p>
        {message.blocks.length > 0 ? (
          <Blocks blocks={message.blocks} shown={{ place: { channel, ts: message.ts } }} />
        ) : (
          <Mrkdwn text={message.text} />
        )}
        {message.isEdited && <small class="edited">(edited)</small>}
      </div>
    </article>
  );
};
