/** Every permission that the app asks of Slack, and what breaks without it. The manifests ask for exactly these. */
export const scopes = {
  commands: 'To answer the slash commands.',
  'channels:read': 'To see who is in a public channel when an admin invites everyone of it.',
  'chat:write':
    'To send invitations, reminders and results as direct messages, and posts to channels that Usher is in.',
  'files:read': 'To read the lists of people that admins import, in the form or dropped into its direct messages.',
  'files:write': 'To send an admin the list of people that they export, as a file by direct message.',
  'groups:read': 'The same for a private channel that Usher is in; of others it sees nothing.',
  'im:history':
    'To see whether a direct message went out already when Usher was stopped while sending it. Only conversations with Usher itself.',
  'im:write': 'To open the direct message with an invitee or an admin before the first message in it.',
  'usergroups:read': 'To see which user groups there are, and who is in one, when an admin invites everyone of it.',
  'users:read': 'To see who somebody mentioned is: a person, a guest, a bot, deactivated; their name and time zone.',
  'users:read.email': 'To match people in Slack with the addresses that they were invited by.',
} as const satisfies Readonly<Record<string, string>>;
