import { exportRoster } from '../../services/export-roster.ts';
import type { Turn } from '../interaction.ts';
import type { Message } from '../views/blocks.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { deniedMessage } from '../window.ts';

/** The file follows by direct message: it may take a while, and holds what no channel should show. */
export const askForExport = async ({ edge, asked, words }: Turn): Promise<Message> => {
  const result = await exportRoster(edge.deps, asked);
  if (!result.ok) return deniedMessage({ refusal: result.refusal, words });
  return textMessage('The list of people is on its way to you by direct message. The other admins are told.');
};
