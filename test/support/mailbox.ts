import type { AddressInfo, Socket } from 'node:net';
import createServer from 'hoodiecrow-imap';

/** A real IMAP server on loopback with one mailbox. */
export type Mailbox = {
  /** For BOUNCE_IMAP_URL. */
  readonly url: string;
  readonly deliver: (raw: string) => void;
  /** How many mails nobody has read. */
  readonly unread: () => number;
  /** How often somebody connected. */
  readonly visits: () => number;
  readonly stop: () => Promise<void>;
};

// A password with a character that an address has to escape.
const USER = 'usher@example.com';
const PASSWORD = 'pa/ss@word';
const FOLDER = 'Returned mail';

export const startMailbox = async (): Promise<Mailbox> => {
  const server = createServer({
    plugins: ['ID', 'SASL-IR', 'AUTH-PLAIN', 'NAMESPACE', 'IDLE', 'ENABLE', 'LITERALPLUS', 'UNSELECT', 'UIDPLUS'],
    users: { [USER]: { password: PASSWORD } },
    storage: { INBOX: { messages: [] }, '': { separator: '/', folders: { [FOLDER]: { messages: [] } } } },
  });
  const sockets = new Set<Socket>();
  let visits = 0;
  server.server.on('connection', (socket) => {
    visits += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const signIn = `${encodeURIComponent(USER)}:${encodeURIComponent(PASSWORD)}`;
  return {
    url: `imap://${signIn}@127.0.0.1:${port}/${encodeURIComponent(FOLDER)}`,
    deliver: (raw) => server.appendMessage(FOLDER, [], undefined, raw),
    unread: () => server.getMailbox(FOLDER).messages.filter(({ flags }) => !flags.includes('\\Seen')).length,
    visits: () => visits,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
};
