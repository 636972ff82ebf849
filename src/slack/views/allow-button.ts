import type { ActionsBlock } from '@slack/types';
import { actions, button } from './blocks.ts';

/** Takes back "don't write to me again". Its value: the invitation that was declined with it; none for one's own address in Slack. */
export const INVITATION_ALLOW = 'invitation_allow';

export const allowButton = (invitationId: string | null): ActionsBlock =>
  actions(button({ id: INVITATION_ALLOW, text: 'You may write to me again', value: invitationId ?? '' }));
