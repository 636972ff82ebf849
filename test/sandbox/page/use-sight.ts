import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Sight } from '../sight.ts';
import { fetchSight } from './ask-server.ts';

/** What the person sees, kept up to date. `isAway`: the sandbox does not answer. */
export const useSight = (as: string | undefined) => {
  const [sight, setSight] = useState<Sight>();
  const [isAway, setAway] = useState(false);
  const asked = useRef(0);
  const refresh = useCallback(async (): Promise<void> => {
    asked.current += 1;
    const mine = asked.current;
    try {
      const seen = await fetchSight(as);
      // An answer that was overtaken by a later one is old.
      if (mine === asked.current) setSight(seen);
      setAway(false);
    } catch {
      setAway(true);
    }
  }, [as]);
  useEffect(() => {
    void refresh();
    const changes = new EventSource('/api/changes');
    changes.onmessage = () => void refresh();
    changes.onopen = () => void refresh();
    changes.onerror = () => setAway(true);
    return () => changes.close();
  }, [refresh]);
  return { sight: sight && (as === undefined || sight.me === as) ? sight : undefined, isAway, refresh };
};
