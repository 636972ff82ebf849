import type { ChannelUse } from '../domain/doctor/finding.ts';
import { type DoctorWording, roughly, type Tellers, told } from './doctor-wording.ts';
import { count } from './plural.ts';

/** The queue, channels, and the organization itself. */
export const deskTellers: Tellers<
  | 'queue_behind'
  | 'no_runner'
  | 'jobs_held'
  | 'jobs_failed'
  | 'channel_without_us'
  | 'channel_archived'
  | 'channel_gone'
  | 'channel_refuses'
  | 'no_admin'
  | 'no_admin_bound'
  | 'one_admin'
  | 'product_url_missing'
  | 'getting_started_missing'
  | 'support_missing'
  | 'digest_nowhere'
  | 'weekly_nowhere'
  | 'check_hangs'
  | 'check_failed'
> = {
  queue_behind: ({ jobs, seconds }) =>
    told(
      `${count(jobs, 'job waits', 'jobs wait')} to be done, the oldest since ${roughly(seconds)}.`,
      'Invitations, reminders and posts go out late.',
      'See in the log whether Slack or the mail server is slow, or jobs of another version of Usher are left; stop and start Usher.',
    ),
  no_runner: ({ jobs }) =>
    told(
      `Nobody does the jobs of the queue; ${count(jobs, 'waits', 'wait')}.`,
      'No invitation, reminder or post goes out.',
      'Stop and start Usher. If it stays so, the log says why its job workers end.',
    ),
  jobs_held: ({ jobs }) =>
    told(
      `${count(jobs, 'job is', 'jobs are')} held by a process that is gone.`,
      'What they were to send has not been sent.',
      'Start Usher: within a few seconds it takes them over.',
    ),
  jobs_failed: ({ total }, { pen, command }) =>
    told(
      `Usher gave up on ${count(total, 'job', 'jobs')} after every try.`,
      'What each was to tell was not told. They are kept for 30 days.',
      `When the cause is mended, have them done again: the button in ${pen.code(`${command} doctor`)}, or ${pen.code('npm run doctor -- --retry')}.`,
    ),
  channel_without_us: ({ channelId, use }, words) =>
    told(
      `Usher is not in ${words.channel(channelId)}, the channel ${ofUse(use, words)}.`,
      missed(use),
      `Type ${words.pen.code('/invite @Usher')} there.`,
    ),
  channel_archived: ({ channelId, use }, words) =>
    told(
      `${words.channel(channelId)}, the channel ${ofUse(use, words)}, is archived.`,
      missed(use),
      `Bring it back in Slack, or choose another channel: ${where(use, words)}.`,
    ),
  channel_gone: ({ channelId, use }, words) =>
    told(
      `${words.channel(channelId)}, the channel ${ofUse(use, words)}, is gone, or it is private and Usher is not in it.`,
      missed(use),
      `If it is there, type ${words.pen.code('/invite @Usher')} in it; else choose another channel: ${where(use, words)}.`,
    ),
  channel_refuses: ({ channelId, use }, words) =>
    told(
      `The last post to ${words.channel(channelId)}, the channel ${ofUse(use, words)}, was refused.`,
      missed(use),
      'Ask an admin of the Slack workspace who may post there.',
    ),
  no_admin: (_, { pen }) =>
    told(
      'There is no active admin.',
      'Nobody can invite or change anything.',
      `On the server: ${pen.code('npm run admin -- appoint ada@example.com')}.`,
    ),
  no_admin_bound: (_, { pen, command }) =>
    told(
      'No admin has said yet who they are in Slack.',
      'Nobody can invite or change anything.',
      `An admin types ${pen.code(command)} in Slack and presses “This is me”.`,
    ),
  one_admin: (_, { pen, command }) =>
    told(
      'There is only one admin.',
      'If they are away, nobody can act, and no second one can be asked.',
      `Make somebody else one too: ${pen.code(`${command} role @person admin`)}.`,
    ),
  product_url_missing: (_, words) => unset('Product URL', 'New members are not told where to sign in.', words),
  getting_started_missing: (_, words) =>
    unset('Getting-started URL', 'New members are not told what to read first.', words),
  support_missing: (_, words) => unset('Support contact', 'Mails and pages name nobody whom people can ask.', words),
  digest_nowhere: (_, { pen, command }) =>
    told(
      'The digest is on, and there is no admin channel.',
      'Nobody reads each day what waits.',
      `Choose an admin channel in ${pen.code(`${command} settings`)}, or turn the digest off.`,
    ),
  weekly_nowhere: (_, { pen, command }) =>
    told(
      'The weekly post is on, and there is no channel for it.',
      'It is not posted.',
      `Choose the organization channel in ${pen.code(`${command} settings`)}, or turn the weekly post off.`,
    ),
  check_hangs: ({ seconds }) =>
    told(
      `No answer within ${roughly(seconds)}.`,
      'Whoever needs it waits as well.',
      'Look again in a minute. If it stays so, see what this machine shares its line or its disk with.',
    ),
  check_failed: ({ cause }, { pen }) =>
    told(
      `It could not be looked at (${pen.say(cause)}).`,
      'Whether it is in order is not known.',
      'Look again in a minute; the log has more.',
    ),
};

const ofUse = (use: ChannelUse, { pen }: DoctorWording): string => {
  if (use.kind === 'team') return `of the team ${pen.strong(use.teamName)}`;
  return use.kind === 'admins' ? 'of the admins' : 'of the organization';
};

const missed = ({ kind }: ChannelUse): string => {
  if (kind === 'team') return 'Who joins the team is not posted there.';
  return kind === 'admins'
    ? 'Requests and what waits go to the admins by direct message, or nowhere.'
    : 'The weekly post does not arrive.';
};

const where = ({ kind }: ChannelUse, { pen, command }: DoctorWording): string =>
  pen.code(`${command} ${kind === 'team' ? 'teams' : 'settings'}`);

const unset = (name: string, means: string, { pen, command }: DoctorWording) =>
  told(`${name} is not set.`, means, `Fill it in: ${pen.code(`${command} settings`)}.`);
