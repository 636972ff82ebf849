import type { KnownBlock, ModalView } from '@slack/types';
import type { Via } from '../../domain/actor.ts';
import type { StoryCursor, StoryEvent } from '../../domain/story.ts';
import type { Story } from '../../services/read-story.ts';
import { wordAuditEvent } from '../audit-texts.ts';
import type { Pen, Wording } from '../wording.ts';
import { actions, button, section, sections } from './blocks.ts';
import { messageModal } from './message-modal.ts';
import { whoWithAddress } from './people.ts';

const STORY_MODAL = 'story_modal';
export const OPEN_STORY = 'open_story';
export const STORY_OLDER = 'story_older';
export const STORY_NEWER = 'story_newer';

/** All that happened to one person, newest first. The address travels in the modal: whoever is no member has nothing else. */
export const storyModal = (story: Story, { pen }: Wording): ModalView => {
  const { person, page, attempts } = story;
  return {
    ...messageModal('Story', [
      section(whoWithAddress(person, pen)),
      ...sections(page.rows.length > 0 ? page.rows.map((event) => line(event, pen)) : ['Nothing has happened yet.']),
      ...(attempts.length > 0
        ? sections(['*Tried, and was refused*', ...attempts.map((event) => line(event, pen))])
        : []),
      ...pageButtons(story),
    ]),
    callback_id: STORY_MODAL,
    private_metadata: person.email,
  };
};

const hows: Readonly<Record<Via, string>> = {
  command: 'by a command',
  modal: 'in a form',
  button: 'by a button',
  options: 'in a form',
  home: 'from Home',
  shortcut: 'by a shortcut',
  web: 'on the web page',
  job: 'by itself',
  cli: 'on the server',
};

const line = (event: StoryEvent, pen: Pen): string => {
  const how = event.action.startsWith('link.') ? '' : `, ${hows[event.via]}`;
  return `• ${wordAuditEvent(event, pen)}${how}`;
};

const encodeCursor = ({ at, id }: StoryCursor): string => `${at.getTime()}.${id}`;

/** Where a page button leads, read from its value; undefined for anything else. */
export const decodeStoryCursor = (value: string): StoryCursor | undefined => {
  const [, time, id] = /^(\d{1,15})\.([\da-f-]{36})$/.exec(value) ?? [];
  return time && id ? { at: new Date(Number(time)), id } : undefined;
};

const pageButtons = ({ page, position }: Story): KnownBlock[] => {
  const isGoingBack = position !== null && 'before' in position;
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  // Where one came from there are events; where one goes the page says so.
  const hasOlder = isGoingBack || page.hasMore;
  const hasNewer = isGoingBack ? page.hasMore : position !== null;
  const buttons = [
    ...(hasNewer && first ? [button({ id: STORY_NEWER, text: 'Newer', value: encodeCursor(first) })] : []),
    ...(hasOlder && last ? [button({ id: STORY_OLDER, text: 'Older', value: encodeCursor(last) })] : []),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
};
