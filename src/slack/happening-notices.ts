import type { HappeningNotices } from '../ports/happenings.ts';
import type { PostOrEdit } from './posting.ts';
import { addressesMessage, happeningCard } from './views/happening-card.ts';

export const happeningNotices = (postOrEdit: PostOrEdit): HappeningNotices => ({
  happening: (channel, shown, posted) => postOrEdit('happening', channel, happeningCard(shown), posted),
  addresses: (channel, happenings, organization, posted) =>
    postOrEdit('addresses', channel, addressesMessage(happenings, organization.timeZone), posted),
});
