import { cut } from '../mrkdwn.ts';
import { mrkdwnPen } from '../wording.ts';
import { actions, button, type Message, section } from './blocks.ts';

export const IMPORT_DROPPED = 'import_dropped';

/** Asks what is to be done with a file that was dropped into Usher's direct messages. */
export const droppedFileCard = (file: { readonly id: string; readonly name: string }, zone: string): Message => {
  const name = mrkdwnPen(zone).say(file.name, 80);
  const text = `Shall the people in ${name} be invited? You see what becomes of each row before anything is sent.`;
  const value = JSON.stringify({ id: file.id, name: cut(file.name, 100) });
  return {
    text,
    blocks: [section(text), actions(button({ id: IMPORT_DROPPED, text: 'Import it', style: 'primary', value }))],
  };
};
