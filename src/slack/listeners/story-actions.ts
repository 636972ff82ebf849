import { emailKey } from '../../domain/email-address.ts';
import type { StoryCursor, StoryPosition, StorySubject } from '../../domain/story.ts';
import { readStory } from '../../services/read-story.ts';
import type { Turn } from '../interaction.ts';
import type { ClickDoor } from '../run-click.ts';
import { PERSON_STORY } from '../story-acts.ts';
import { decodeMember } from '../views/member-value.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { decodeStoryCursor, OPEN_STORY, STORY_NEWER, STORY_OLDER, storyModal } from '../views/story-modal.ts';
import { asView, type WindowAnswer } from '../window.ts';

/** The caller has gone through `enter` for `why`. */
const storyScreen = async (
  { edge, context, words }: Turn,
  subject: StorySubject | null,
  position: StoryPosition = null,
): Promise<WindowAnswer> => {
  const story = subject && (await readStory(edge.deps, context, subject, position));
  return story
    ? { view: storyModal(story, words) }
    : { message: textMessage('Nothing is known of this person here: nobody has invited them.') };
};

const withAddress = (email: string): StorySubject => ({ kind: 'email', emailKey: emailKey(email) });

const onCard = (value: string): StorySubject | null => {
  const shown = decodeMember(value);
  return shown ? { kind: 'membership', membershipId: shown.membershipId } : null;
};

const open = (subject: (value: string) => StorySubject | null): ClickDoor => ({
  may: 'why',
  shows: 'window',
  next: 'desk',
  run: (turn, { value }) => storyScreen(turn, subject(value)),
});

const turnPage = (position: (cursor: StoryCursor) => StoryPosition): ClickDoor => ({
  may: 'why',
  shows: 'here',
  run: async (turn, { value, modal }) => {
    const cursor = decodeStoryCursor(value);
    const subject = withAddress(modal?.metadata ?? '');
    return { redraw: async () => asView(await storyScreen(turn, subject, cursor ? position(cursor) : null)) };
  },
});

export const storyClicks: Readonly<Record<string, ClickDoor>> = {
  [OPEN_STORY]: open(withAddress),
  [PERSON_STORY]: open(onCard),
  [STORY_OLDER]: turnPage((cursor) => ({ after: cursor })),
  [STORY_NEWER]: turnPage((cursor) => ({ before: cursor })),
};
