import { randomUUID } from 'node:crypto';
import type { App } from '@slack/bolt';
import { isActiveAdmin } from '../../domain/actor.ts';
import { loadActor } from '../../services/load-actor.ts';
import type { Edge } from '../edge.ts';
import { beginInteraction, type Interaction } from '../interaction.ts';
import { sayDirectly } from '../say.ts';
import { droppedFileCard } from '../views/dropped-file-card.ts';
import type { SlackFile } from '../views/import-form.ts';
import { fileInfo } from './import-submissions.ts';

type Dropped = { readonly fileId: string; readonly userId: string; readonly channelId: string };

/**
 * A list that an admin drops into Usher's direct messages: a card asks what is to be done with it. Whatever else is dropped there, or
 * shared in a channel that Usher is in, is passed by.
 */
export const registerDroppedFiles = (app: App, edge: Edge): void => {
  app.event('file_shared', async ({ event, client, context }) => {
    const dropped = { fileId: event.file_id, userId: event.user_id, channelId: event.channel_id };
    if (!dropped.channelId.startsWith('D') || dropped.userId === context.botUserId) return;
    if (edge.inFlight.isStopping()) return;
    const interaction = beginInteraction(edge, client, {
      what: 'file_shared',
      via: 'home',
      user: { teamId: edge.teamId, userId: dropped.userId },
      idempotencyKey: `file:${dropped.fileId}:${randomUUID()}`,
    });
    await edge.inFlight.track(offerImport(interaction, dropped));
  });
};

const offerImport = async (interaction: Interaction, { fileId, userId }: Dropped): Promise<void> => {
  const { edge, user, log } = interaction;
  try {
    const { actor, organization } = await loadActor(edge.deps, edge.teamId, user);
    if (!isActiveAdmin(actor)) return;
    const file = await fileInfo(interaction, fileId);
    if (!file || file.user !== userId || !mayBeList(file)) return;
    await sayDirectly(
      interaction,
      droppedFileCard({ id: fileId, name: file.name ?? 'the file' }, organization.timeZone),
    );
  } catch (error) {
    log.error({ err: error }, 'a dropped file was not looked at');
  }
};

/** By its name or kind: workbooks too, since the form says how they become a list. */
const mayBeList = ({ name, mimetype }: SlackFile): boolean =>
  /\.(?:csv|tsv|tab|txt|xlsx?|ods)$/iu.test(name ?? '') || /^text\/(?:csv|plain|tab)/u.test(mimetype ?? '');
