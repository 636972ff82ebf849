import type { Deps } from '../deps.ts';
import type { StoryEvent, StoryPerson, StoryPosition, StorySubject } from '../domain/story.ts';
import type { ActorContext, Page } from '../ports/records.ts';

// A line may take 150 characters twice; twenty of them fit into a modal with room for what was refused.
const STORY_PAGE = 20;
const MOST_ATTEMPTS = 5;

export type Story = {
  readonly person: StoryPerson;
  readonly page: Page<StoryEvent>;
  readonly position: StoryPosition;
  /** On the first page only. */
  readonly attempts: readonly StoryEvent[];
};

/** One page of all that happened to one person. The caller has asked `authorize` for `why`. */
export const readStory = async (
  { store }: Pick<Deps, 'store'>,
  { organization }: Pick<ActorContext, 'organization'>,
  subject: StorySubject,
  position: StoryPosition = null,
): Promise<Story | null> => {
  const person = await store.findStoryPerson(organization.id, subject);
  if (!person) return null;
  const { membershipId } = person;
  const [page, attempts] = await Promise.all([
    store.findStoryPage(organization.id, person, position, STORY_PAGE),
    membershipId && position === null ? store.findRefusedAttempts(organization.id, membershipId, MOST_ATTEMPTS) : [],
  ]);
  return { person, page, position, attempts };
};
