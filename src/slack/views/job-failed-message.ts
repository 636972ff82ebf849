import type { JobName } from '../../domain/job.ts';
import { type Message, section } from './blocks.ts';

export const whatFailed: Readonly<Record<JobName, string>> = {
  'deliver-invitation':
    'An invitation was not sent. The pending list shows whose it is, with a button to send it again.',
  'send-reminder': 'Somebody who is invited was not reminded. Their link works all the same.',
  'announce-batch': 'The message that follows your invitations is not up to date. The pending list is.',
  'announce-link': 'The message that says who joined by an invite link is not up to date. The list of invite links is.',
  'announce-join': 'A team’s channel was not told who joined.',
  'announce-team': 'A team’s channel was not told who has another role or left.',
  'welcome-member': 'A new member did not get their welcome message. They are a member all the same.',
  'ask-new-link':
    'Somebody asked for a new link, and the card about it was not sent. The pending list shows who waits.',
  'announce-admin': 'The other admins were not told that somebody was granted an admin role.',
  'rewrite-card': 'An invitation card in Slack still shows the terms of before. What counts is what was changed.',
  'settle-card': 'An old invitation card still shows its buttons. They do nothing any more.',
  'revive-card':
    'Somebody whose invitation counts again did not get a new card for it. The pending list can send a new link.',
  'tell-role-change': 'Somebody was not told that their role was changed. It is changed all the same.',
  'tell-pause': 'The other admins were not asked whether you can go on. Ask one of them yourself.',
  'announce-request':
    'Somebody asked for an address to be invited, and the admins were not told, or still see buttons that do nothing.',
  'answer-request': 'Somebody who asked for an address to be invited was not told what was decided.',
  'send-roster': 'The list of people that was to be exported was not sent. Type `export` again.',
  'announce-export': 'The other admins were not told that somebody exported the list of people.',
  'announce-digest': 'The digest of pending invitations was not posted, or is not up to date. The pending list is.',
  'announce-week': 'The weekly post was not sent to the organization’s channel.',
  'mail-slack-stop': 'An admin was not told by mail that Slack took nothing from Usher for a while.',
  'look-at-slack-user': 'Somebody changed in Slack, and Usher could not find out what. Look at the people who left.',
  'look-at-newcomer': 'Somebody is new in Slack, and Usher could not find out who.',
  'announce-happening':
    'The admins were not told what happened to somebody in Slack, or still see buttons that do nothing.',
  'announce-addresses': 'The admins were not told whose address changed in Slack.',
  'settle-happenings': 'A card about somebody in Slack may still show buttons that do nothing.',
  'send-import':
    'An import went on no further. Its message says how far it came; the same list sent again invites the others.',
  'announce-import': 'The message that follows your import is not up to date. The pending list is.',
  'send-import-file': 'A file that you asked for was not sent. Ask for it again.',
  'mail-join-code':
    'A code by which somebody wanted to join was not mailed. They can ask for another one on the page of the invite link.',
  'mail-code': 'A code that was to be mailed was not sent. Whoever waits for it can ask for another one.',
};

/** What Usher gave up on after every try, what that means, and the reference that leads to it in the log. */
export const jobFailedMessage = ({
  name,
  requestId,
}: {
  readonly name: JobName;
  readonly requestId: string;
}): Message => {
  const what = whatFailed[name];
  return {
    text: what,
    blocks: [
      section([
        `${what}`,
        `It was tried several times. The log has more under the reference \`${requestId.replace(/[^\w-]/g, '')}\`.`,
      ]),
    ],
  };
};
