import type { Directory } from '../../src/ports/directory.ts';

/** A directory that shows no channel and no user group, and keeps no list. */
export const noGroups: Pick<Directory, 'findGroup' | 'listUserGroups' | 'note'> = {
  findGroup: async () => ({ ok: false, refusal: { kind: 'group_unseen' } }),
  listUserGroups: async () => [],
  note: () => undefined,
};
