import type { HappeningNotices } from '../ports/happenings.ts';
import type { NoticeOutcome, PostedRef } from '../ports/notices.ts';
import type { Message } from './views/blocks.ts';
import { addressesMessage, happeningCard } from './views/happening-card.ts';

type PostOrEdit = (channel: string, message: Message, posted: PostedRef | null) => Promise<NoticeOutcome>;

export const happeningNotices = (postOrEdit: PostOrEdit): HappeningNotices => ({
  happening: (channel, shown, posted) => postOrEdit(channel, happeningCard(shown), posted),
  addresses: (channel, happenings, organization, posted) =>
    postOrEdit(channel, addressesMessage(happenings, organization.timeZone), posted),
});
