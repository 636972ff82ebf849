/** What the tests use of an IMAP server that brings no types. */
declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net';

  type StoredMail = { readonly uid: number; readonly flags: readonly string[] };

  type Folder = { readonly messages: readonly { readonly raw: string }[] };

  type ImapServer = {
    readonly server: Server;
    readonly listen: (port: number, host: string, done: () => void) => void;
    readonly close: (done: () => void) => void;
    readonly appendMessage: (folder: string, flags: readonly string[], at: Date | undefined, raw: string) => void;
    readonly getMailbox: (folder: string) => { readonly messages: readonly StoredMail[] };
  };

  const createServer: (options: {
    readonly plugins: readonly string[];
    readonly users: Readonly<Record<string, { readonly password: string }>>;
    readonly storage: {
      readonly INBOX: Folder;
      readonly '': { readonly separator: string; readonly folders: Readonly<Record<string, Folder>> };
    };
  }) => ImapServer;
  export = createServer;
}
