import type { ChannelState, MailboxFacts, MailFacts, OrganizationFacts, SettingsFacts, UsedChannel } from './facts.ts';
import type { Finding } from './finding.ts';
import { found } from './found.ts';

export const diagnoseMail = (facts: MailFacts): Finding[] => {
  switch (facts.kind) {
    case 'ready':
      return [];
    case 'off':
      return [{ code: 'mail_off' }];
    case 'sign_in_refused':
      return [{ code: 'mail_sign_in_refused' }];
    case 'unreachable':
      return [{ code: 'mail_unreachable', cause: facts.cause }];
    case 'tls':
      return [{ code: 'mail_tls', cause: facts.cause }];
    case 'refused':
      return [{ code: 'mail_refused', cause: facts.cause }];
  }
};

/** Nobody can be sent to a page: in Socket Mode Usher works without, for people of the workspace. */
export const isWithoutPages = ({ publicUrl, problems }: SettingsFacts): boolean =>
  publicUrl === null && !problems.some((problem) => problem.startsWith('PUBLIC_URL '));

/** What that means for mail. No fault where everybody who was invited is in Slack. */
export const diagnoseWithoutPages = (facts: MailFacts, waiting: number): Finding[] => {
  const hasServer = facts.kind !== 'off';
  const isEnough = !hasServer && waiting === 0;
  return [
    isEnough ? { code: 'slack_only' } : { code: 'links_unmailable', hasServer, waiting },
    ...(hasServer ? diagnoseMail(facts) : []),
  ];
};

/** Asked only where mail goes out at all. */
export const diagnoseMailbox = (facts: MailboxFacts): Finding[] => {
  switch (facts.kind) {
    case 'open':
    case 'reports':
      return [];
    case 'off':
      return [{ code: 'bounces_unwatched' }];
    case 'sign_in_refused':
      return [{ code: 'mailbox_sign_in_refused' }];
    case 'unreachable':
      return [{ code: 'mailbox_unreachable', cause: facts.cause }];
    case 'missing':
      return [{ code: 'mailbox_missing', folder: facts.folder }];
  }
};

const channelCodes = {
  not_in_channel: 'channel_without_us',
  archived: 'channel_archived',
  gone: 'channel_gone',
} as const;

/** Where Slack does not say how a channel is, what became of the last post to it counts. */
export const diagnoseChannels = (
  channels: readonly UsedChannel[],
  states: ReadonlyMap<string, ChannelState>,
  troubledChannelIds: readonly string[],
): Finding[] =>
  channels.flatMap(({ channelId, use }): Finding[] => {
    const state = states.get(channelId) ?? 'unknown';
    if (state === 'open') return [];
    if (state !== 'unknown') return [{ code: channelCodes[state], channelId, use }];
    return found(troubledChannelIds.includes(channelId), { code: 'channel_refuses', channelId, use });
  });

export const diagnoseOrganization = (facts: OrganizationFacts): Finding[] => [
  ...found(facts.activeAdmins === 0, { code: 'no_admin' }),
  ...found(facts.activeAdmins > 0 && facts.boundAdmins === 0, { code: 'no_admin_bound' }),
  ...found(facts.activeAdmins === 1 && facts.boundAdmins === 1, { code: 'one_admin' }),
  ...found(facts.weeklyOn && facts.organizationChannelId === null, { code: 'weekly_nowhere' }),
  ...found(facts.digestOn && facts.adminChannelId === null, { code: 'digest_nowhere' }),
  ...found(!facts.productUrl, { code: 'product_url_missing' }),
  ...found(!facts.gettingStartedUrl, { code: 'getting_started_missing' }),
  ...found(!facts.supportContact, { code: 'support_missing' }),
];
