import type { TeamRefusal } from '../domain/team.ts';
import { countText } from './count-text.ts';
import { listOf } from './plural.ts';
import type { Wording } from './wording.ts';

export const wordTeam = (refusal: TeamRefusal, { pen }: Wording): string => {
  switch (refusal.kind) {
    case 'team_name_taken':
      return refusal.isArchived
        ? `There is an archived team called ${pen.say(refusal.name)}. Bring it back, or choose another name.`
        : `There is a team called ${pen.say(refusal.name)} already. Choose another name.`;
    case 'team_gone':
      return 'This team is not there. Nothing was changed.';
    case 'team_archived':
      return `${pen.say(refusal.name)} is archived, so nothing was changed. Bring it back first.`;
    case 'team_changed':
      return `Somebody changed ${pen.say(refusal.name)} while this form was open, so nothing was written over it. This is how it is now.`;
    case 'team_in_use':
      return `${pen.say(refusal.name)} is still needed: ${needs(refusal)}. Choose the team that they move to.`;
    case 'team_kept_above':
      return `${countText(refusal.count, 'person', 'people')} of ${pen.say(refusal.name)} ${refusal.count === 1 ? 'has' : 'have'} a role above yours, so you can't move them and the team stays. Ask somebody with that role.`;
    case 'same_team':
      return `They are in ${pen.say(refusal.name)} already. Choose another team.`;
    case 'channel_closed':
      return channelTexts[refusal.why];
  }
};

const needs = ({ members, pending, links }: Extract<TeamRefusal, { kind: 'team_in_use' }>): string =>
  listOf([
    ...(members > 0 ? [`it is the primary team of ${countText(members, 'person', 'people')}`] : []),
    ...(pending > 0 ? [`${countText(pending, 'pending invitation leads', 'pending invitations lead')} into it`] : []),
    ...(links > 0 ? [`${countText(links, 'invite link leads', 'invite links lead')} into it`] : []),
  ]);

/** Stand under the field in which the channel was chosen. */
const channelTexts: Readonly<Record<Extract<TeamRefusal, { kind: 'channel_closed' }>['why'], string>> = {
  not_in_channel: 'Usher is not in this channel. In the channel, type /invite and choose this app, then save again.',
  gone: 'Usher cannot see this channel: it is private, or gone. In the channel, type /invite and choose this app, then save again.',
  archived: 'This channel is archived. Choose another one.',
};
