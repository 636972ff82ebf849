/** Bot scopes of a new workspace: what a membership app asks for. Pass the manifest's own list to test that it is enough. */
export const DEFAULT_SCOPES: readonly string[] = [
  'commands',
  'chat:write',
  'im:history',
  'im:write',
  'users:read',
  'users:read.email',
  'usergroups:read',
  'files:read',
  'files:write',
  'channels:read',
  'groups:read',
  'im:read',
  'team:read',
];

const CONVERSATIONS = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];

/** Any one of the listed scopes suffices; no entry means that none is asked. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'team.info': ['team:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'conversations.open': ['im:write', 'mpim:write', 'channels:manage', 'groups:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.info': CONVERSATIONS,
  'conversations.list': CONVERSATIONS,
  'conversations.members': CONVERSATIONS,
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'files.info': ['files:read'],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
};

/** The scopes one of which a method needs, empty if it needs none. */
export const scopesFor = (method: string): readonly string[] => NEEDED[method] ?? [];
