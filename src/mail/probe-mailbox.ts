import type { MailboxFacts } from '../domain/doctor/facts.ts';
import { createImapClient, readAddress } from './bounce-mailbox.ts';

const PATIENCE_MS = 4_000;

/** Signs in and opens the folder to read only, so that nothing in it counts as seen. */
export const probeMailbox = async (url: string | undefined, hasReports: boolean): Promise<MailboxFacts> => {
  if (!url) return { kind: hasReports ? 'reports' : 'off' };
  const { folder, ...server } = readAddress(url);
  const patience = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS };
  const client = await createImapClient({ ...server, ...patience });
  // A line that breaks makes the command under way fail, which is told below.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    client.close();
    if (has(error, 'authenticationFailed')) return { kind: 'sign_in_refused' };
    return { kind: 'unreachable', cause: has(error, 'code') ? String(error.code) : 'no answer' };
  }
  try {
    await client.mailboxOpen(folder, { readOnly: true });
    return { kind: 'open' };
  } catch {
    return { kind: 'missing', folder };
  } finally {
    await client.logout().catch(() => client.close());
  }
};

const has = <Name extends string>(error: unknown, name: Name): error is Record<Name, unknown> =>
  typeof error === 'object' && error !== null && name in error && Boolean(error[name as keyof typeof error]);
