import { useEffect, useRef } from 'preact/hooks';
import { Composer } from './composer.tsx';
import { useDesk } from './desk.ts';
import { Message } from './message.tsx';

/** New messages are at the bottom, and in view. */
const useBottom = (count: number, channel: string) => {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [count, channel]);
  return list;
};

export const Conversation = ({ channel }: { channel: string }) => {
  const { sight, send } = useDesk();
  const messages = sight.messages[channel] ?? [];
  const list = useBottom(messages.length, channel);
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard too */}
      <div class="messages" role="log" aria-label={`Messages in ${name}`} ref={list} tabIndex={0}>
        {messages.length === 0 && <p class="nothing">Nothing has been said here yet.</p>}
        {messages.map((message) => (
          <Message key={message.ts} message={message} channel={channel} />
        ))}
      </div>
      {channel === sight.direct &&
        sight.files.map(({ name: file, title, text }) => (
          <p class="file" key={title}>
            File from Usher:{' '}
            <a download={file} href={`data:text/csv;charset=utf-8,${encodeURIComponent(text)}`}>
              {title}
            </a>
          </p>
        ))}
      <Composer key={channel} channel={channel} name={name} />
    </section>
  );
};
