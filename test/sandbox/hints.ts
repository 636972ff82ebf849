import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { commandWords } from '../../src/slack/command-words.ts';
import type { Hints } from './sight.ts';

const manifest = z.object({
  features: z.object({
    shortcuts: z.array(z.object({ name: z.string(), callback_id: z.string(), description: z.string() })),
    slash_commands: z.array(
      z.object({ command: z.string(), description: z.string(), usage_hint: z.string().optional() }),
    ),
  }),
});

/** What an installed app would offer, from the same manifest that is pasted into Slack. */
export const readHints = (): Hints => {
  const source = readFileSync(new URL('../../manifest/http.json', import.meta.url), 'utf8');
  const { features } = manifest.parse(JSON.parse(source.replaceAll('{{prefix}}', 'members')));
  return {
    commands: features.slash_commands.map(({ command, description, usage_hint: usage = '' }) => ({
      text: `${command} `,
      usage: command === '/members' ? command : `${command} ${usage}`,
      does: description,
    })),
    words: Object.entries(commandWords).map(([word, { usage, does }]) => ({
      text: `/members ${word} `,
      usage: `/members ${usage}`,
      does: does.replaceAll('`', ''),
    })),
    shortcuts: features.shortcuts.map(({ callback_id: id, name, description: does }) => ({ id, name, does })),
  };
};
