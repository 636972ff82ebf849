import { PERSON_STORY } from '../../src/slack/story-acts.ts';
import { OPEN_STORY, STORY_NEWER, STORY_OLDER } from '../../src/slack/views/story-modal.ts';
import {
  WHY_ABOUT,
  WHY_ADDRESS,
  WHY_BY_MAIL,
  WHY_COPY,
  WHY_EDIT,
  WHY_GIVE,
  WHY_INVITE,
  WHY_NEW_LINK,
  WHY_SEND_NOW,
  WHY_TELL_SIGN_IN,
} from '../../src/slack/views/why-message.ts';
import { type Door, type DoorStage, inAnothersName } from './door.ts';
import { type Withheld, withhold } from './withhold.ts';

/** The same click, of another button; without the address of whose message it was, the answer comes by a direct message. */
const pressing = ({ kind, payload }: Withheld, actionId: string, value: string): Withheld => {
  const [action] = Array.isArray(payload['actions']) ? payload['actions'] : [];
  const { response_url: _of, ...rest } = payload;
  return { kind, payload: { ...rest, actions: [{ ...action, action_id: actionId, value }] } };
};

/** What explains why somebody can't get in, and the buttons that mend it. */
export const whyDoors = async ({ org }: DoorStage): Promise<Door[]> => {
  const { message } = await org.ada.types('/members why nobody@example.net');
  const clicked = await withhold(org, async () => message?.click('Invite'));
  const [waiting] = await org.query<{ link: string }>(
    `SELECT id || '.' || generation AS link FROM invitation WHERE email_key = 'waiting5@example.net'`,
  );
  const [member] = await org.query<{ id: string }>(
    `SELECT m.id FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email_key = 'crowd1@example.com'`,
  );
  const buttons: Readonly<Record<string, string>> = {
    [WHY_INVITE]: 'nobody@example.net',
    [WHY_ADDRESS]: `${waiting?.link} new@example.net`,
    [WHY_EDIT]: waiting?.link ?? '',
    [WHY_COPY]: waiting?.link ?? '',
    [WHY_GIVE]: `${member?.id}.1`,
    [WHY_NEW_LINK]: waiting?.link ?? '',
    [WHY_SEND_NOW]: waiting?.link ?? '',
    [WHY_BY_MAIL]: waiting?.link ?? '',
    [WHY_TELL_SIGN_IN]: member?.id ?? '',
    [WHY_ABOUT]: 'waiting5@example.net',
    [OPEN_STORY]: 'waiting5@example.net',
  };
  const command = '/members why waiting5@example.net';
  // The card's own button, and those of the pages, which only ever stand in a modal.
  const pages: Readonly<Record<string, string>> = {
    [PERSON_STORY]: `${member?.id}.1`,
    [STORY_OLDER]: `1.${member?.id}`,
    [STORY_NEWER]: `1.${member?.id}`,
  };
  return [
    { id: command, for: 'admins', enter: (actor) => actor.types(command), asAdmin: () => org.ada.types(command) },
    ...Object.entries({ ...buttons, ...pages }).map(([id, value]): Door => {
      const enter = inAnothersName(org, pressing(clicked, id, value));
      return { id, for: 'admins', enter, asAdmin: () => enter(org.ada) };
    }),
  ];
};
