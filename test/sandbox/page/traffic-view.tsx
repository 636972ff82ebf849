import { DateTime } from 'luxon';
import { useEffect, useState } from 'preact/hooks';
import type { Exchange } from '../sight.ts';
import { fetchTraffic } from './ask-server.ts';
import { useDesk } from './desk.ts';
import { nameOf } from './mrkdwn.tsx';

type Filter = { readonly way: '' | Exchange['way']; readonly text: string; readonly isFailedOnly: boolean };

const passes = ({ way, text, isFailedOnly }: Filter, one: Exchange): boolean =>
  (way === '' || one.way === way) &&
  !(isFailedOnly && one.isFine) &&
  `${one.what} ${one.outcome} ${one.parts.map((part) => part.text).join(' ')}`
    .toLowerCase()
    .includes(text.toLowerCase());

const Filters = ({ filter, change }: { filter: Filter; change: (next: Partial<Filter>) => void }) => (
  <div class="filters">
    <input
      type="text"
      aria-label="Find in the traffic"
      placeholder="Find: a method, a command, a name"
      value={filter.text}
      onInput={({ currentTarget }) => change({ text: currentTarget.value })}
    />
    <select
      aria-label="Which way"
      value={filter.way}
      onChange={({ currentTarget }) => change({ way: currentTarget.value as Filter['way'] })}
    >
      <option value="">Both ways</option>
      <option value="to Usher">To Usher: signed requests</option>
      <option value="to Slack">To Slack: Web API</option>
    </select>
    <label>
      <input
        type="checkbox"
        checked={filter.isFailedOnly}
        onChange={({ currentTarget }) => change({ isFailedOnly: currentTarget.checked })}
      />{' '}
      Only what went wrong
    </label>
  </div>
);

/** Slack waits three seconds for the answer to what it sends. */
const tookOf = ({ way, ms }: Exchange): string => (way === 'to Usher' ? `ack in ${ms} ms` : `${ms} ms`);

const Line = ({ one }: { one: Exchange }) => {
  const { sight } = useDesk();
  // What is inside is drawn when it is opened: there is a lot of it.
  const [isOpen, setOpen] = useState(false);
  return (
    <details class={one.isFine ? '' : 'failed'} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <time>{DateTime.fromMillis(one.at, { zone: sight.zone }).toFormat('HH:mm:ss')}</time>
        <span class="way">{one.way === 'to Usher' ? '→ to Usher' : '← to Slack'}</span>
        <strong>{one.what}</strong>
        {one.by && <span class="who">by {nameOf(sight, one.by)}</span>}
        <span class="outcome">
          {!one.isFine && '⚠ '}
          {one.outcome}
        </span>
        <span class="took">{tookOf(one)}</span>
      </summary>
      {isOpen &&
        one.parts.map(({ title, text }) => (
          <div key={title}>
            <h2>{title}</h2>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard too */}
            <pre tabIndex={0}>{text || '(empty)'}</pre>
          </div>
        ))}
    </details>
  );
};

/** What went between Slack and Usher: signed requests with how long their acknowledgement took, and calls of the Web API. */
export const TrafficView = () => {
  const { sight } = useDesk();
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([]);
  const [filter, setFilter] = useState<Filter>({ way: '', text: '', isFailedOnly: false });
  useEffect(() => {
    fetchTraffic().then(setExchanges, () => undefined);
  }, [sight]);
  const shown = exchanges.filter((one) => passes(filter, one));
  return (
    <section class="traffic" aria-label="Traffic">
      <header>
        <h1>Traffic</h1>
        <p>
          What Slack asked of Usher, signed, and what Usher asked of Slack: the newest on top. Open a line to read it.
        </p>
      </header>
      <Filters filter={filter} change={(next) => setFilter({ ...filter, ...next })} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard too */}
      <div class="exchanges" tabIndex={0}>
        {shown.map((one) => (
          <Line key={one.id} one={one} />
        ))}
        {shown.length === 0 && (
          <p class="nothing">
            {exchanges.length === 0 ? 'Nothing went back or forth yet.' : 'Nothing of the latest 150 fits this.'}
          </p>
        )}
      </div>
    </section>
  );
};
