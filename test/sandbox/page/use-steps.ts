import { useEffect, useState } from 'preact/hooks';
import { useDesk, useTour } from './desk.ts';

const KEY = 'usher-sandbox-steps';

/** `since` names the sandbox: what was done in another one is not done in this. */
type Kept = { readonly since: number; readonly members: number; readonly isSeen: boolean };

/** Which of the first steps are done: read off what is there, so that it does not matter how somebody got there. */
export const useSteps = () => {
  const { sight } = useDesk();
  const { news, where } = useTour();
  const [kept, setKept] = useState<Kept>(() => {
    const before = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept | null;
    return before?.since === news.since ? before : { since: news.since, members: sight.members, isSeen: false };
  });
  const sales = sight.channels.find(({ name }) => name === 'sales');
  const mailed = sight.mails.filter(({ at }) => at > news.since);
  const isRead = mailed.some(({ at }) => at <= news.seenAt('inbox'));
  const isJoined = sight.members > kept.members;
  const isSeen = kept.isSeen || (isJoined && where in sight.messages);
  useEffect(() => {
    const next = { ...kept, isSeen };
    sessionStorage.setItem(KEY, JSON.stringify(next));
    setKept(next);
  }, [isSeen]);
  return {
    done: [mailed.length > 0, isRead, isJoined, isSeen],
    channel: { id: sales?.id ?? sight.direct, name: 'sales' },
  };
};
