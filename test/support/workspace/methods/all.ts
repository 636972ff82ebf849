import type { Method } from '../answer.ts';
import { authTest, teamInfo } from './auth.ts';
import { chatDelete, chatPostEphemeral, chatPostMessage, chatUpdate } from './chat.ts';
import {
  conversationsHistory,
  conversationsInfo,
  conversationsList,
  conversationsMembers,
  conversationsOpen,
} from './conversations.ts';
import { filesCompleteUploadExternal, filesGetUploadUrlExternal, filesInfo } from './files.ts';
import { usergroupsList, usergroupsUsersList } from './usergroups.ts';
import { usersInfo, usersList, usersLookupByEmail } from './users.ts';
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.ts';

/** The Web API methods of this workspace by name; another name is an `unknown_method`. */
export const METHODS: ReadonlyMap<string, Method> = new Map([
  ['auth.test', authTest],
  ['team.info', teamInfo],
  ['usergroups.list', usergroupsList],
  ['usergroups.users.list', usergroupsUsersList],
  ['users.info', usersInfo],
  ['users.list', usersList],
  ['users.lookupByEmail', usersLookupByEmail],
  ['conversations.open', conversationsOpen],
  ['conversations.history', conversationsHistory],
  ['conversations.info', conversationsInfo],
  ['conversations.members', conversationsMembers],
  ['conversations.list', conversationsList],
  ['chat.postMessage', chatPostMessage],
  ['chat.postEphemeral', chatPostEphemeral],
  ['chat.update', chatUpdate],
  ['chat.delete', chatDelete],
  ['files.info', filesInfo],
  ['files.getUploadURLExternal', filesGetUploadUrlExternal],
  ['files.completeUploadExternal', filesCompleteUploadExternal],
  ['views.open', viewsOpen],
  ['views.push', viewsPush],
  ['views.update', viewsUpdate],
  ['views.publish', viewsPublish],
]);
