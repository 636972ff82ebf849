import { useEffect, useRef, useState } from 'preact/hooks';
import type { Sight } from '../sight.ts';
import type { Tour } from './desk.ts';
import { useNews } from './use-news.ts';

/** `#as=U1&at=C1`: a reload shows the same, and two tabs can be two people. */
export const useAddress = () => {
  const read = () => new URLSearchParams(location.hash.slice(1));
  const [address, setAddress] = useState(read);
  useEffect(() => {
    const follow = (): void => setAddress(read());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const put = (changes: Readonly<Record<string, string | undefined>>): void => {
    const next = read();
    for (const [key, value] of Object.entries(changes)) {
      if (value === undefined) next.delete(key);
      else next.set(key, value);
    }
    location.hash = next.toString();
  };
  return { as: address.get('as') ?? undefined, at: address.get('at') ?? undefined, put };
};

/** In a narrow window the places are above what is there: it is brought into view when somebody goes to it. */
const useNarrow = (where: string): void => {
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current && matchMedia('(max-width: 700px)').matches) document.querySelector('main')?.scrollIntoView();
    isFirst.current = false;
  }, [where]);
};

const PLACES = ['home', 'inbox', 'traffic'];

/** Where somebody is on the page, and how they get elsewhere. */
export const useNewTour = (sight: Sight): Tour => {
  const { at = sight.direct, put } = useAddress();
  const [proposal, setProposal] = useState<string>();
  const where = PLACES.includes(at) || at in sight.messages ? at : sight.direct;
  useNarrow(where);
  return {
    where,
    go: (place) => put({ at: place }),
    // A DM is of one person; channels and the other places stay.
    actAs: (person) => put({ as: person, ...(at === sight.direct && { at: undefined }) }),
    news: useNews(sight, where),
    proposal,
    takeProposal: () => setProposal(undefined),
    propose: (text) => {
      setProposal(text);
      put({ at: sight.direct });
    },
  };
};
