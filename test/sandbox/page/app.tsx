import { useState } from 'preact/hooks';
import type { Sight } from '../sight.ts';
import { Conversation } from './conversation.tsx';
import { DeskProvider, TourProvider } from './desk.ts';
import { FirstHint } from './hint.tsx';
import { Home } from './home.tsx';
import { Inbox } from './inbox.tsx';
import { Modal } from './modal.tsx';
import { Question } from './question.tsx';
import { Sidebar } from './sidebar.tsx';
import { TrafficView } from './traffic-view.tsx';
import { useNewDesk } from './use-desk.ts';
import { useSight } from './use-sight.ts';
import { useAddress, useNewTour } from './use-tour.ts';

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

const Place = ({ where }: { where: string }) => {
  if (where === 'home') return <Home />;
  if (where === 'inbox') return <Inbox />;
  if (where === 'traffic') return <TrafficView />;
  return <Conversation key={where} channel={where} />;
};

const Shown = ({ sight, refresh }: { sight: Sight; refresh: () => Promise<void> }) => {
  const { desk, asked, answer, trouble, calm } = useNewDesk(sight, refresh);
  const tour = useNewTour(sight);
  const hint = useHint();
  const top = sight.modals.at(-1);
  return (
    <DeskProvider value={desk}>
      <TourProvider value={tour}>
        <Sidebar />
        <div class="stage">
          {hint.isShown && <FirstHint close={hint.close} />}
          <main>
            <Place where={tour.where} />
          </main>
        </div>
      </TourProvider>
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
