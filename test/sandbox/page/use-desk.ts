import { useEffect, useRef, useState } from 'preact/hooks';
import type { Confirm } from '../../support/workspace/kit/composition.ts';
import type { StateValues } from '../../support/workspace/records.ts';
import type { Deed, Outcome } from '../deeds.ts';
import type { Sight } from '../sight.ts';
import { sendDeed } from './ask-server.ts';
import { placeKey } from './blocks/place.ts';
import type { Desk } from './desk.ts';

const TROUBLE: Readonly<Record<string, string>> = {
  operation_timeout: 'Usher did not answer within three seconds.',
  dispatch_failed: 'Usher could not be reached, or answered with an error.',
};

export type Asked = { readonly question: Confirm; readonly act: () => void };

/** Fields that were sent and have not been touched since: Slack knows them now. */
const withoutSent = (entered: StateValues, sent: StateValues): StateValues =>
  Object.fromEntries(
    Object.entries(entered).map(([blockId, values]) => [
      blockId,
      Object.fromEntries(Object.entries(values).filter(([actionId, value]) => sent[blockId]?.[actionId] !== value)),
    ]),
  );

const placeOf = (deed: Deed): string | undefined => {
  if (deed.do === 'submit') return deed.view;
  return 'place' in deed ? placeKey(deed.place) : undefined;
};

/** Slack tells nobody but the app what it would not take; whoever looks at the sandbox wants to know. */
const useRefusals = (refusals: readonly string[], say: (trouble: string) => void): void => {
  const known = useRef(refusals.length);
  useEffect(() => {
    const newest = refusals.at(-1);
    if (refusals.length > known.current && newest) say(`Slack would not take what Usher sent. ${newest}`);
    known.current = refusals.length;
  }, [refusals.length]);
};

/** What everything on the page has at hand, with the question and the trouble that are shown now. */
export const useNewDesk = (sight: Sight, refresh: () => Promise<void>) => {
  const [entered, setEntered] = useState<Readonly<Record<string, StateValues>>>({});
  const [asked, setAsked] = useState<Asked>();
  const [trouble, setTrouble] = useState<string>();
  // What was entered a moment ago, before it is drawn: a click may follow at once.
  const latest = useRef(entered);
  useRefusals(sight.refusals, setTrouble);
  const put = (place: string, values: StateValues): void => {
    latest.current = { ...latest.current, [place]: values };
    setEntered(latest.current);
  };
  const send = async (deed: Deed): Promise<Outcome | undefined> => {
    setTrouble(undefined);
    try {
      const outcome = await sendDeed(deed);
      if (outcome.trouble)
        setTrouble(TROUBLE[outcome.trouble] ?? `Slack could not use Usher’s answer: ${outcome.trouble}`);
      // Before the fields are let go, so that they never show what they held before.
      if (deed.do !== 'load_options') await refresh();
      const place = placeOf(deed);
      const own = place === undefined ? undefined : latest.current[place];
      if (place !== undefined && own && 'entered' in deed) put(place, withoutSent(own, deed.entered));
      return outcome;
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
      await refresh();
      return undefined;
    }
  };
  const desk: Desk = {
    sight,
    send,
    confirm: (question, act) => (question ? setAsked({ question, act }) : act()),
    enteredAt: (place) => latest.current[place] ?? {},
    keep: (place, blockId, actionId, value) => {
      const before = latest.current[place] ?? {};
      const values = { ...before, [blockId]: { ...before[blockId], [actionId]: value } };
      put(place, values);
      return values;
    },
  };
  return { desk, asked, answer: () => setAsked(undefined), trouble, calm: () => setTrouble(undefined) };
};
