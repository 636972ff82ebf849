import { useState } from 'preact/hooks';
import type { MailSeen } from '../sight.ts';
import { useDesk, useTour } from './desk.ts';
import { dateText } from './mrkdwn.tsx';
import { OpenedMail } from './opened-mail.tsx';

type MailboxProps = {
  readonly mails: readonly MailSeen[];
  readonly chosen: string;
  readonly choose: (address: string) => void;
};

/** One person's mailbox, or everybody's. */
const Mailbox = ({ mails, chosen, choose }: MailboxProps) => {
  const addresses = [...new Set(mails.map(({ to }) => to))].sort();
  const countOf = (address: string): number => mails.filter(({ to }) => to === address).length;
  return (
    <label class="mailbox">
      Mailbox of
      <select value={chosen} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        <option value="">
          everybody ({mails.length} {mails.length === 1 ? 'mail' : 'mails'})
        </option>
        {addresses.map((address) => (
          <option key={address} value={address}>
            {address} ({countOf(address)})
          </option>
        ))}
      </select>
    </label>
  );
};

type ListedProps = {
  readonly mail: MailSeen;
  readonly isOpen: boolean;
  readonly isNew: boolean;
  readonly open: () => void;
};

const Listed = ({ mail, isOpen, isNew, open }: ListedProps) => {
  const { sight } = useDesk();
  return (
    <li>
      <button type="button" aria-current={isOpen} onClick={open}>
        <strong>{mail.to}</strong>
        <time>{dateText(sight, Math.floor(mail.at / 1000), '{date_short_pretty} {time}')}</time>
        <span>{mail.subject}</span>
        {isNew && <span class="fresh">● new</span>}
      </button>
    </li>
  );
};

/** Every mail that Usher sent, as its reader sees it. */
export const Inbox = () => {
  const { mails } = useDesk().sight;
  const { news } = useTour();
  // As it was when they came: what is new stays so until they have been elsewhere, or opened it.
  const [seenAt] = useState(() => news.seenAt('inbox'));
  const [read, setRead] = useState<readonly string[]>([]);
  const [mailbox, setMailbox] = useState('');
  const [chosen, setChosen] = useState(mails[0]?.id);
  const listed = mails.filter(({ to }) => mailbox === '' || to === mailbox);
  const opened = listed.find(({ id }) => id === chosen) ?? listed[0];
  return (
    <section class="inbox" aria-label="Inbox">
      <header>
        <h1>Inbox</h1>
        <Mailbox mails={mails} chosen={mailbox} choose={setMailbox} />
      </header>
      {opened ? (
        <div class="inbox-columns">
          <ul aria-label="Mails, the newest first">
            {listed.map((mail) => (
              <Listed
                key={mail.id}
                mail={mail}
                isOpen={mail.id === opened.id}
                isNew={mail.at > seenAt && !read.includes(mail.id)}
                open={() => {
                  setChosen(mail.id);
                  setRead([...read, mail.id]);
                }}
              />
            ))}
          </ul>
          <OpenedMail key={opened.id} mail={opened} />
        </div>
      ) : (
        <p class="nothing">No mail has been sent yet. Invite an address, and its invitation comes here.</p>
      )}
    </section>
  );
};
