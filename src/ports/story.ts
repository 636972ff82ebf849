import type { StoryEvent, StoryPerson, StoryPosition, StorySubject } from '../domain/story.ts';
import type { Page } from './records.ts';

/** The trail of one person. */
export type StoryReads = {
  /** Null for whoever was never a member of this organization nor invited to it. */
  readonly findStoryPerson: (organizationId: string, subject: StorySubject) => Promise<StoryPerson | null>;
  /** Their membership, all their invitations, and what became of each link; newest first. */
  readonly findStoryPage: (
    organizationId: string,
    person: StoryPerson,
    position: StoryPosition,
    limit: number,
  ) => Promise<Page<StoryEvent>>;
  /** What they tried and were refused, newest first. */
  readonly findRefusedAttempts: (
    organizationId: string,
    membershipId: string,
    limit: number,
  ) => Promise<readonly StoryEvent[]>;
};
