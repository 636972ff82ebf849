/** One mail that carried a link: which link, and whether it was a reminder of it. */
export type MailedLink = {
  readonly invitationId: string;
  readonly generation: number;
  /** 1 for the first reminder, 2 for the second; null for the invitation itself. */
  readonly reminder: number | null;
};

/**
 * The Message-ID of a mail with a link. Fixed by what it is about: a mail that is sent twice is recognised as one, and one that
 * comes back tells what did not arrive. `host` is that of the public address, where there is one.
 */
export const messageIdOf = ({ invitationId, generation, reminder }: MailedLink, host: string): string =>
  `<invitation-${invitationId}-g${generation}${reminder === null ? '' : `-r${reminder}`}@${host}>`;

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

// Whatever the host: the public address may have changed since. Brackets are optional, since a report may quote the id without.
const ours = new RegExp(
  `(?:^|[\\s<:])invitation-(${UUID})-g(\\d{1,9})(?:-r(\\d{1,3}))?@[\\w.-]{1,255}(?=$|[\\s>])`,
  'i',
);

/** The first Message-ID of ours in a text, such as a header or the copy of a mail that came back. */
export const findMailedLink = (text: string): MailedLink | undefined => {
  const [, invitationId, generation, reminder] = ours.exec(text) ?? [];
  if (!invitationId || !generation) return undefined;
  return {
    invitationId: invitationId.toLowerCase(),
    generation: Number(generation),
    reminder: reminder === undefined ? null : Number(reminder),
  };
};
