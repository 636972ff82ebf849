import type { ChannelSeen } from '../sight.ts';
import { useDesk, useTour } from './desk.ts';
import { dateText } from './mrkdwn.tsx';

/** A place to go to, with how much is new there. */
const Go = ({ to, label }: { to: string; label: string }) => {
  const { where, go, news } = useTour();
  const count = news.countAt(to);
  return (
    <li>
      <button
        type="button"
        class={count > 0 ? 'unread' : ''}
        aria-current={to === where ? 'page' : undefined}
        onClick={() => go(to)}
      >
        <span>{label}</span>
        {count > 0 && (
          <span class="count">
            {count}
            <span class="unseen"> new</span>
          </span>
        )}
      </button>
    </li>
  );
};

/** By what they are to the organization, so that a name has the whole width. */
const ActAs = () => {
  const { sight } = useDesk();
  const { actAs, news } = useTour();
  const actors = sight.people.filter(({ isActor }) => isActor);
  const waiting = actors.filter(({ id }) => news.waitsFor(id));
  return (
    <>
      <label class="act-as">
        You act as
        <select value={sight.me} onChange={({ currentTarget }) => actAs(currentTarget.value)}>
          {[...new Set(actors.map(({ standing }) => standing))].map((group) => (
            <optgroup key={group} label={group}>
              {actors
                .filter(({ standing }) => standing === group)
                .map(({ id, fullName }) => (
                  <option key={id} value={id}>
                    {fullName}
                    {news.waitsFor(id) && ' ● new'}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <p class="standing">{actors.find(({ id }) => id === sight.me)?.standing}</p>
      {waiting.length > 0 && (
        <p class="waiting" title={waiting.map(({ fullName }) => fullName).join(', ')}>
          ● New for{' '}
          {waiting
            .map(({ fullName }) => fullName.split(' ')[0])
            .slice(0, 3)
            .join(', ')}
          {waiting.length > 3 && ` and ${waiting.length - 3} more`}
        </p>
      )}
    </>
  );
};

const Clock = () => {
  const { sight, send } = useDesk();
  return (
    <>
      <h2>Clock</h2>
      <p class="clock">
        <span data-testid="clock">{dateText(sight, Math.floor(sight.now / 1000), '{date_short} {time}')}</span>
        <small>{sight.zone}</small>
      </p>
      <p class="switches">
        <button type="button" class="button" onClick={() => void send({ do: 'move_clock', by: 'hour' })}>
          + 1 hour
        </button>
        <button type="button" class="button" onClick={() => void send({ do: 'move_clock', by: 'day' })}>
          + 1 day
        </button>
      </p>
    </>
  );
};

const Faults = () => {
  const { sight, send } = useDesk();
  const { isSlackBusy, isMailDown } = sight.faults;
  return (
    <>
      <h2>What goes wrong</h2>
      <label>
        <input
          type="checkbox"
          checked={isSlackBusy}
          onChange={() => void send({ do: 'switch_fault', fault: 'slack_busy', isOn: !isSlackBusy })}
        />{' '}
        Slack answers 429 to messages
      </label>
      <label>
        <input
          type="checkbox"
          checked={isMailDown}
          onChange={() => void send({ do: 'switch_fault', fault: 'mail_down', isOn: !isMailDown })}
        />{' '}
        The mail server is down
      </label>
    </>
  );
};

const labelOf = ({ name, isPrivate, isArchived }: ChannelSeen): string =>
  `${isPrivate ? '◆' : '#'} ${name}${isPrivate ? ' (private)' : ''}${isArchived ? ' (archived)' : ''}`;

export const Sidebar = () => {
  const { sight } = useDesk();
  return (
    <nav class="sidebar" aria-label="Workspace">
      <p class="workspace">Example Workspace</p>
      <ActAs />
      <h2>Channels</h2>
      <ul>
        {sight.channels.map((channel) => (
          <Go key={channel.id} to={channel.id} label={labelOf(channel)} />
        ))}
      </ul>
      <h2>Usher</h2>
      <ul>
        <Go to={sight.direct} label="Messages" />
        <Go to="home" label="Home" />
      </ul>
      <h2>Outside of Slack</h2>
      <ul>
        <Go to="inbox" label="Inbox" />
        <Go to="traffic" label="Traffic" />
      </ul>
      <Clock />
      <Faults />
    </nav>
  );
};
