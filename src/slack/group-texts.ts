import type { SlackGroup, SlackGroupRefusal } from '../domain/slack-group.ts';

const names: Readonly<Record<SlackGroup['kind'], string>> = { channel: 'channel', user_group: 'user group' };

/** Why nobody of a channel or a user group was read, and what to do. Plain text: it stands on a field. */
export const wordGroupRefusal = (refusal: SlackGroupRefusal, kind: SlackGroup['kind']): string => {
  switch (refusal.kind) {
    case 'group_unseen':
      return kind === 'channel'
        ? 'Usher does not see who is in this channel. In the channel, type /invite and choose this app; then try again.'
        : 'Slack does not know this user group any more. Choose another one.';
    case 'group_closed':
      return `The app lacks the permission ${refusal.scope}, to see who is in a ${names[kind]}. Whoever runs Usher gives it its present manifest and reinstalls it.`;
    case 'group_too_large':
      return `This ${names[kind]} has more than ${refusal.maxPeople.toLocaleString('en')} people. Choose smaller ones.`;
    case 'group_unreachable':
      return `Slack did not say who is in this ${names[kind]} just now. Try again in a minute.`;
  }
};
