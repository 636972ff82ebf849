import { useDesk } from './desk.ts';

/** What to try first. It stays until it is closed. */
export const FirstHint = ({ close }: { close: () => void }) => {
  const { sight } = useDesk();
  const me = sight.people.find(({ id }) => id === sight.me);
  return (
    <aside class="first-hint" aria-label="What to try">
      <div>
        <h2>What to try</h2>
        <button type="button" class="cross" aria-label="Close the hint" onClick={close}>
          ×
        </button>
      </div>
      <ol>
        <li>
          You act as {me?.fullName} ({me?.standing}). Type <code>/members invite</code> below, press Enter, and invite
          an address such as <code>you@example.net</code>.
        </li>
        <li>
          Open <strong>Inbox</strong> at the left: the mail is there. Follow its link and accept; look at{' '}
          <strong>#sales</strong> or the team you chose.
        </li>
        <li>
          <code>/members pending</code> shows who has not answered; <code>/members list</code> shows everybody.{' '}
          <code>/members help</code> says what else there is.
        </li>
        <li>
          Act as somebody else: Mira has an invitation in her messages with Usher, Nell has none. Move the clock, and
          reminders, expiry and digests come.
        </li>
      </ol>
      <p>Everything here is made up, on this machine, and gone when the sandbox ends.</p>
    </aside>
  );
};
