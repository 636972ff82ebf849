import { Fragment } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MessageSeen, Sight } from '../sight.ts';
import { Composer } from './composer.tsx';
import { useDesk, useTour } from './desk.ts';
import { Message } from './message.tsx';
import { dateText } from './mrkdwn.tsx';

/** New messages are at the bottom, and in view. */
const useBottom = (count: number) => {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [count]);
  return list;
};

const dayOf = (sight: Sight, { ts }: MessageSeen): string => {
  const day = dateText(sight, Number(ts), '{date_long_pretty}');
  return day.charAt(0).toUpperCase() + day.slice(1);
};

/** The first message that came since they last looked; none at the first look, when all of it did. */
const useFirstNew = (channel: string, messages: readonly MessageSeen[]): string | undefined => {
  const { sight } = useDesk();
  const { news } = useTour();
  const [seenAt] = useState(() => news.seenAt(channel));
  return seenAt === 0
    ? undefined
    : messages.find(({ ts, user }) => user !== sight.me && Number(ts) * 1000 > seenAt)?.ts;
};

const Messages = ({ channel, name }: { channel: string; name: string }) => {
  const { sight } = useDesk();
  const messages = sight.messages[channel] ?? [];
  const list = useBottom(messages.length);
  const firstNew = useFirstNew(channel, messages);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard too
    <div class="messages" role="log" aria-label={`Messages in ${name}`} ref={list} tabIndex={0}>
      {messages.length === 0 && (
        <p class="nothing">
          {channel === sight.direct
            ? 'Usher has not written to you yet. Type /members to see what you may do here.'
            : 'Nothing has been said here yet. Usher says here who joins, and takes commands here too: only you see its answers.'}
        </p>
      )}
      {messages.map((message, index) => {
        const day = dayOf(sight, message);
        const before = messages[index - 1];
        return (
          <Fragment key={message.ts}>
            {(!before || dayOf(sight, before) !== day) && (
              <p class="day">
                <span>{day}</span>
              </p>
            )}
            {message.ts === firstNew && (
              <p class="day new">
                <span>New</span>
              </p>
            )}
            <Message message={message} channel={channel} />
          </Fragment>
        );
      })}
    </div>
  );
};

/** What Usher uploaded for them, in their DM. */
const Files = () =>
  useDesk().sight.files.map(({ name, title, text }) => (
    <p class="file" key={title}>
      File from Usher:{' '}
      <a download={name} href={`data:text/csv;charset=utf-8,${encodeURIComponent(text)}`}>
        {title}
      </a>
    </p>
  ));

export const Conversation = ({ channel }: { channel: string }) => {
  const { sight, send } = useDesk();
  const found = sight.channels.find(({ id }) => id === channel);
  const name = channel === sight.direct ? 'Usher' : `#${found?.name ?? ''}`;
  return (
    <section class="conversation" aria-label={name}>
      <header>
        <h1>{name}</h1>
        {found && (
          <button
            type="button"
            class="button"
            onClick={() => void send({ do: 'archive', channel, isArchived: !found.isArchived })}
          >
            {found.isArchived ? 'Unarchive' : 'Archive'} this channel
          </button>
        )}
      </header>
      <Messages channel={channel} name={name} />
      {channel === sight.direct && <Files />}
      <Composer channel={channel} name={name} />
    </section>
  );
};
