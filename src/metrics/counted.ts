import type { MailedOutcome, Metrics } from '../ports/metrics.ts';
import type { Store } from '../ports/store.ts';

/** The store, with each attempt to deliver an invitation counted once it is recorded. */
export const countedStore = (store: Store, metrics: Metrics): Store => {
  const counting =
    (note: Store['recordDelivery']): Store['recordDelivery'] =>
    async (entry) => {
      await note(entry);
      metrics.delivered(entry.channel, entry.state, entry.cause);
    };
  return {
    ...store,
    recordDelivery: counting(store.recordDelivery),
    sendAndNote: (work) => store.sendAndNote((note) => work(counting(note))),
  };
};

type Sender<Mail, Outcome> = { readonly send: (mail: Mail) => Promise<Outcome> };

/** A mailer, with each mail counted by what became of it. */
export const countedMailer = <
  Mail,
  Outcome extends { readonly kind: MailedOutcome },
  Whole extends Sender<Mail, Outcome>,
>(
  mailer: Whole & Sender<Mail, Outcome>,
  metrics: Metrics,
): Whole => ({
  ...mailer,
  send: async (mail: Mail) => {
    const outcome = await mailer.send(mail);
    metrics.mailed(outcome.kind);
    return outcome;
  },
});
