import { useState } from 'preact/hooks';
import type { Sight } from '../sight.ts';
import { useDesk } from './desk.ts';

type Mail = Sight['mails'][number];

const LINK = /(https?:\/\/[^\s\])>]+)/;

const MailText = ({ text }: { text: string }) => (
  <pre class="mail-text">
    {text.split(LINK).map((part, index) =>
      index % 2 === 1 ? (
        <a key={`${index}/${part}`} href={part} target="_blank" rel="noreferrer">
          {part}
        </a>
      ) : (
        part
      ),
    )}
  </pre>
);

const Opened = ({ mail }: { mail: Mail }) => {
  const [isText, setText] = useState(!mail.hasHtml);
  return (
    <article class="mail" aria-label={mail.subject}>
      <h2>{mail.subject}</h2>
      <p>
        From {mail.from} to <strong>{mail.to}</strong>
      </p>
      <p>
        <button
          type="button"
          class="button"
          aria-pressed={!isText}
          disabled={!mail.hasHtml}
          onClick={() => setText(false)}
        >
          As a mail program shows it
        </button>{' '}
        <button type="button" class="button" aria-pressed={isText} onClick={() => setText(true)}>
          As plain text
        </button>
      </p>
      {isText ? (
        <MailText text={mail.text} />
      ) : (
        <iframe
          title={`The mail “${mail.subject}”`}
          src={`/mails/${mail.id}`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      )}
    </article>
  );
};

/** Every mail that Usher sent, as its reader sees it. */
export const Inbox = () => {
  const { mails } = useDesk().sight;
  const [chosen, setChosen] = useState<string>();
  const opened = mails.find(({ id }) => id === chosen) ?? mails[0];
  return (
    <section class="inbox" aria-label="Inbox">
      <header>
        <h1>Inbox</h1>
        <p>Everybody’s mail, the newest first. The links in it work.</p>
      </header>
      <div class="inbox-columns">
        <ul>
          {mails.map((mail) => (
            <li key={mail.id}>
              <button type="button" aria-current={mail.id === opened?.id} onClick={() => setChosen(mail.id)}>
                <strong>{mail.to}</strong>
                <span>{mail.subject}</span>
              </button>
            </li>
          ))}
        </ul>
        {opened ? <Opened key={opened.id} mail={opened} /> : <p class="nothing">No mail has been sent yet.</p>}
      </div>
    </section>
  );
};
