import { useEffect, useState } from 'preact/hooks';
import type { Sight } from '../sight.ts';
import { Conversation } from './conversation.tsx';
import { DeskProvider } from './desk.ts';
import { FirstHint } from './hint.tsx';
import { Home } from './home.tsx';
import { Inbox } from './inbox.tsx';
import { Modal } from './modal.tsx';
import { Question } from './question.tsx';
import { Sidebar, type Where } from './sidebar.tsx';
import { TrafficView } from './traffic-view.tsx';
import { useNewDesk } from './use-desk.ts';
import { useSight } from './use-sight.ts';

/** `#as=U1&at=C1`: a reload shows the same, and two tabs can be two people. */
const useAddress = () => {
  const read = () => new URLSearchParams(location.hash.slice(1));
  const [address, setAddress] = useState(read);
  useEffect(() => {
    const follow = (): void => setAddress(read());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const put = (key: string, value: string): void => {
    const next = read();
    next.set(key, value);
    location.hash = next.toString();
  };
  return { as: address.get('as') ?? undefined, at: address.get('at') ?? undefined, put };
};

const HINT_KEY = 'usher-sandbox-hint';

const useHint = () => {
  const [isShown, setShown] = useState(sessionStorage.getItem(HINT_KEY) === null);
  return {
    isShown,
    close: () => {
      sessionStorage.setItem(HINT_KEY, 'closed');
      setShown(false);
    },
  };
};

const Place = ({ where, sight }: { where: Where; sight: Sight }) => {
  if (where === 'home') return <Home />;
  if (where === 'inbox') return <Inbox />;
  if (where === 'traffic') return <TrafficView />;
  return <Conversation channel={where in sight.messages ? where : sight.direct} />;
};

const Shown = ({ sight, refresh }: { sight: Sight; refresh: () => Promise<void> }) => {
  const { at, put } = useAddress();
  const { desk, asked, answer, trouble, calm } = useNewDesk(sight, refresh);
  const hint = useHint();
  const top = sight.modals.at(-1);
  const where = at ?? sight.direct;
  return (
    <DeskProvider value={desk}>
      <Sidebar where={where} go={(to) => put('at', to)} actAs={(id) => put('as', id)} />
      <main>
        {hint.isShown && <FirstHint close={hint.close} />}
        <Place where={where} sight={sight} />
      </main>
      {top && <Modal key={top.id} modal={top} below={sight.modals.at(-2)} />}
      {asked && (
        <Question
          asked={asked.question}
          no={answer}
          yes={() => {
            answer();
            asked.act();
          }}
        />
      )}
      {trouble && (
        <div class="trouble" role="alert" popover="manual" ref={(element) => element?.showPopover()}>
          {trouble}
          <button type="button" class="cross" aria-label="Close the warning" onClick={calm}>
            ×
          </button>
        </div>
      )}
    </DeskProvider>
  );
};

/** A small Slack with Usher at work in it. */
export const App = () => {
  const { as } = useAddress();
  const { sight, isAway, refresh } = useSight(as);
  return (
    <>
      {isAway && (
        <p class="away" role="alert">
          The sandbox does not answer. If you ended it, start it again by npm run sandbox.
        </p>
      )}
      {sight && <Shown key={sight.me} sight={sight} refresh={refresh} />}
    </>
  );
};
