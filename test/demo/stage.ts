import type { Usher } from '../support/usher.ts';
import type { Channel } from '../support/workspace/channel.ts';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';
import type { Transcript } from './transcript.ts';

export type Cast = {
  readonly ada: Person;
  readonly grace: Person;
  /** Of the workspace, and not a member yet. */
  readonly nell: Person;
  readonly sales: Channel;
};

/** What every chapter has at hand. */
export type Stage = Cast & { readonly usher: Usher; readonly tell: Transcript };

/** A stage on which days pass. */
export type WeekStage = Stage & {
  readonly admins: Channel;
  readonly everybody: Channel;
  /** Lets the time pass until `Tue 09:00` of the week, or of the next one by `Next Mon 09:00`. */
  readonly comes: (when: string) => Promise<void>;
  /** What waits for the end of the time to undo is due now. */
  readonly undoIsOver: () => Promise<void>;
};

/** With it a mail service reports what came back. */
export const BOUNCE_WEBHOOK_SECRET = 'a-webhook-secret-of-the-demo-0123456789';

/** Somebody types a command that opens a modal; both are told. */
export const opens = async ({ tell }: Stage, who: Person, command: string, title: string): Promise<Modal> => {
  tell.does(who.firstName, command);
  await who.types(command);
  const modal = await who.modal({ settled: true, title });
  shows({ tell }, modal);
  return modal;
};

export const shows = ({ tell }: Pick<Stage, 'tell'>, modal: Modal): void =>
  tell.shows(`modal “${modal.title}”`, modal.text());

/** The link of an invitation in a mail, without the one that stops further mail. */
export const linkIn = (mail: { readonly links: readonly string[] }): string =>
  mail.links.find((url) => /\/i\/[\w-]+$/.test(url)) ?? '';

/** Submits and shows what the modal turns into. */
export const submits = async ({ tell }: Stage, modal: Modal): Promise<string> => {
  const { updatedTo, errors, trouble } = await modal.submit();
  if (errors ?? trouble) tell.expect(false, `“${modal.title}” is taken: ${trouble ?? JSON.stringify(errors)}`);
  if (updatedTo) shows({ tell }, updatedTo);
  return updatedTo?.text() ?? '';
};
