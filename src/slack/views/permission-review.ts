import type { KnownBlock } from '@slack/types';
import type { Permission, PermissionChange } from '../../domain/permission.ts';
import type { Wording } from '../wording.ts';
import { section, sections } from './blocks.ts';

// In sections of ten at the worst; five such lists and a menu stay below the 250 kB of a view.
const mostListed = 100;

/** A title with one line for each; nothing where there are none. */
export const permissionList = (title: string, permissions: readonly Permission[], { pen }: Wording): KnownBlock[] => {
  if (permissions.length === 0) return [];
  const lines = permissions.slice(0, mostListed).map(({ name }) => `• ${pen.say(name)}`);
  const left = permissions.length - lines.length;
  return sections([`*${title}*`, ...lines, ...(left > 0 ? [`…and ${left} more`] : [])]);
};

/** What *Update* will do, before it does it (rule 22). */
export const reviewBlocks = (intro: string, { added, removed }: PermissionChange, wording: Wording): KnownBlock[] => [
  section(intro),
  ...permissionList('Gained', added, wording),
  ...permissionList('Lost', removed, wording),
];
