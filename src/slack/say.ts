import type { RespondArguments, RespondFn } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import type { Interaction } from './interaction.ts';
import type { Message } from './views/blocks.ts';

/** A message that only the person who asked sees. */
export const ephemeral = ({ text, blocks }: Message): RespondArguments => ({
  response_type: 'ephemeral',
  replace_original: false,
  text,
  blocks,
  unfurl_links: false,
  unfurl_media: false,
});

/** Says something after the ack: by the response_url, which lives 30 minutes and five uses, else as a direct message. */
export const sayLater = async (
  interaction: Interaction,
  respond: RespondFn | undefined,
  message: Message,
): Promise<void> => {
  if (respond) {
    try {
      await respond(ephemeral(message));
      return;
    } catch (error) {
      interaction.log.info({ err: error }, 'the response_url is gone; a direct message instead');
    }
  }
  await sayDirectly(interaction, message);
};

/** A direct message; the last resort, so a failure ends in the log. */
export const sayDirectly = async ({ client, user, log }: Interaction, { text, blocks }: Message): Promise<void> => {
  try {
    await client.chat.postMessage({ channel: user.userId, text, blocks, unfurl_links: false, unfurl_media: false });
  } catch (error) {
    log.warn({ err: error }, 'the answer could not be told');
  }
};

const isForMessages = (block: ModalView['blocks'][number]): block is KnownBlock => block.type !== 'input';

/** What a closed modal would have told, as a message: its inputs are left out. */
export const viewAsMessage = ({ title, blocks }: ModalView): Message => ({
  text: title.text,
  blocks: blocks.filter(isForMessages).slice(0, 50),
});
