import { useDesk } from './desk.ts';
import { dateText } from './mrkdwn.tsx';

export type Where = string;

type SidebarProps = {
  readonly where: Where;
  readonly go: (where: Where) => void;
  readonly actAs: (id: string) => void;
};

const Go = ({ to, label, where, go }: { to: Where; label: string; where: Where; go: SidebarProps['go'] }) => (
  <li>
    <button type="button" aria-current={to === where ? 'page' : undefined} onClick={() => go(to)}>
      {label}
    </button>
  </li>
);

const ActAs = ({ actAs }: Pick<SidebarProps, 'actAs'>) => {
  const { sight } = useDesk();
  return (
    <label class="act-as">
      You act as
      <select value={sight.me} onChange={({ currentTarget }) => actAs(currentTarget.value)}>
        {sight.people
          .filter(({ isActor }) => isActor)
          .map(({ id, fullName, standing }) => (
            <option key={id} value={id}>
              {fullName}: {standing}
            </option>
          ))}
      </select>
    </label>
  );
};

const Clock = () => {
  const { sight, send } = useDesk();
  return (
    <>
      <h2>Clock</h2>
      <p class="clock" data-testid="clock">
        {dateText(sight, Math.floor(sight.now / 1000), '{date_short} {time}')}
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

export const Sidebar = ({ where, go, actAs }: SidebarProps) => {
  const { sight } = useDesk();
  const at = { where, go };
  return (
    <nav class="sidebar" aria-label="Workspace">
      <p class="workspace">Example Workspace</p>
      <ActAs actAs={actAs} />
      <h2>Channels</h2>
      <ul>
        {sight.channels.map(({ id, name, isPrivate, isArchived }) => (
          <Go
            key={id}
            to={id}
            label={`${isPrivate ? '◆' : '#'} ${name}${isPrivate ? ' (private)' : ''}${isArchived ? ' (archived)' : ''}`}
            {...at}
          />
        ))}
      </ul>
      <h2>Usher</h2>
      <ul>
        <Go to={sight.direct} label="Messages" {...at} />
        <Go to="home" label="Home" {...at} />
      </ul>
      <h2>Outside of Slack</h2>
      <ul>
        <Go to="inbox" label={`Inbox (${sight.mails.length})`} {...at} />
        <Go to="traffic" label="Traffic" {...at} />
      </ul>
      <Clock />
      <Faults />
    </nav>
  );
};
