import { useState } from 'preact/hooks';
import type { MailSeen } from '../sight.ts';
import { useDesk } from './desk.ts';
import { dateText } from './mrkdwn.tsx';

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

/** A mail as a mail program shows it, or as the plain text that goes with it. */
export const OpenedMail = ({ mail }: { mail: MailSeen }) => {
  const { sight } = useDesk();
  const [isText, setText] = useState(!mail.hasHtml);
  return (
    <article class="mail" aria-label={mail.subject}>
      <h2>{mail.subject}</h2>
      <p class="mail-facts">
        From {mail.from} to <strong>{mail.to}</strong>,{' '}
        <time>{dateText(sight, Math.floor(mail.at / 1000), '{date_long_pretty} {time}')}</time>
      </p>
      <p class="mail-looks">
        <button
          type="button"
          class="button"
          aria-pressed={!isText}
          disabled={!mail.hasHtml}
          onClick={() => setText(false)}
        >
          As a mail program shows it
        </button>
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
