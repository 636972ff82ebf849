import { useEffect, useState } from 'preact/hooks';
import type { Exchange } from '../sight.ts';
import { fetchTraffic } from './ask-server.ts';
import { useDesk } from './desk.ts';

const Body = ({ title, text }: { title: string; text: string }) => (
  <>
    <h2>{title}</h2>
    <pre>{text || '(empty)'}</pre>
  </>
);

/** What went between Slack and Usher: signed requests with how long their acknowledgement took, and calls of the Web API. */
export const TrafficView = () => {
  const { sight } = useDesk();
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([]);
  useEffect(() => {
    fetchTraffic().then(setExchanges, () => undefined);
  }, [sight]);
  return (
    <section class="traffic" aria-label="Traffic">
      <header>
        <h1>Traffic</h1>
        <p>
          What Slack asked of Usher, signed, and what Usher asked of Slack. The newest is on top; open a line to read
          it.
        </p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard too */}
      <div class="exchanges" tabIndex={0}>
        {exchanges.map((one) => (
          <details key={`${one.way}/${one.at}/${one.what}`} class={one.isFine ? '' : 'failed'}>
            <summary>
              <span class="way">{one.way === 'to Usher' ? '→ to Usher' : '← to Slack'}</span>
              <strong>{one.what}</strong>
              <span>
                {one.outcome}, {one.ms} ms
              </span>
            </summary>
            <Body title="Sent" text={one.sent} />
            <Body title="Answered" text={one.answered} />
          </details>
        ))}
      </div>
    </section>
  );
};
