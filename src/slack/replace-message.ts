import type { RespondFn } from '@slack/bolt';
import type { Click } from './click.ts';
import type { Interaction } from './interaction.ts';
import { sayDirectly } from './say.ts';
import type { Message } from './views/blocks.ts';

/** Rewrites the message that was clicked. An ephemeral one can only be changed by its response_url. */
export const replaceMessage = async (
  interaction: Interaction,
  { message: clicked }: Pick<Click, 'message'>,
  respond: RespondFn | undefined,
  message: Message,
): Promise<void> => {
  const { client, log } = interaction;
  const { text, blocks } = message;
  try {
    if (clicked && !clicked.isEphemeral) {
      await client.chat.update({ channel: clicked.channelId, ts: clicked.ts, text, blocks });
      return;
    }
    if (respond) {
      await respond({ replace_original: true, text, blocks, unfurl_links: false, unfurl_media: false });
      return;
    }
  } catch (error) {
    log.info({ err: error }, 'a clicked message could not be rewritten; a new one instead');
  }
  await sayDirectly(interaction, message);
};
