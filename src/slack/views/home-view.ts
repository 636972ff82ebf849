import type { HomeView, KnownBlock } from '@slack/types';
import type { WeekCount } from '../../domain/overview.ts';
import type { Desk } from '../../services/read-desk.ts';
import type { Wording } from '../wording.ts';
import { actions, button, context, header, type Message, section } from './blocks.ts';
import { deskBlocks } from './desk-blocks.ts';
import { OPEN_ROSTER } from './open-buttons.ts';
import { weeksPicture } from './weeks-picture.ts';

// Slack's limit for a Home tab.
const maxBlocks = 100;

const home = (blocks: readonly KnownBlock[]): HomeView => ({ type: 'home', blocks: blocks.slice(0, maxBlocks) });

/** The desk as an admin finds it in the app's Home tab, with a picture of the last weeks. */
export const adminHome = (desk: Desk, weeks: readonly WeekCount[], zone: string, wording: Wording): HomeView => {
  const { pen, command } = wording;
  return home([
    header('Members'),
    ...deskBlocks(desk, wording),
    section([`*The last ${weeks.length} weeks*`, weeksPicture(weeks, zone)]),
    context(`As of ${pen.at(desk.now)}. ${pen.code(`${command} help`)} lists what can be typed.`),
  ]);
};

/** Everybody else: who they are here, or what to do to become somebody; and where they may look. */
export const personalHome = (
  whoami: Message,
  { mayReadRoster, supportContact }: { readonly mayReadRoster: boolean; readonly supportContact: string | null },
  { pen }: Wording,
): HomeView =>
  home([
    header('Members'),
    ...whoami.blocks,
    ...(mayReadRoster ? [actions(button({ id: OPEN_ROSTER, text: 'People' }))] : []),
    ...(supportContact ? [context(`Questions? Ask ${pen.say(supportContact, 200)}.`)] : []),
  ]);

/** What could not be shown, in words. */
export const messageHome = (message: Message): HomeView => home([header('Members'), ...message.blocks]);
