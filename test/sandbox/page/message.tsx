import { DateTime } from 'luxon';
import type { MessageSeen } from '../sight.ts';
import { Blocks } from './blocks/blocks.tsx';
import { useDesk } from './desk.ts';
import { dateText, Mrkdwn, nameOf } from './mrkdwn.tsx';

/** An hour of the reader's zone; which zone that is, and which day, when they point at it. */
const Sent = ({ ts }: { ts: string }) => {
  const { sight } = useDesk();
  const at = DateTime.fromSeconds(Number(ts), { zone: sight.zone });
  return (
    <time dateTime={at.toISO() ?? ''} title={`${dateText(sight, Number(ts), '{date_long} {time}')}, ${sight.zone}`}>
      {dateText(sight, Number(ts), '{time}')}
    </time>
  );
};

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
        {message.isEphemeral && <p class="only-you">Only visible to you</p>}
        <p class="byline">
          <strong>{author}</strong>
          {isApp && <span class="badge">APP</span>}
          <Sent ts={message.ts} />
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
