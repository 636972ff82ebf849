import { createTransport, type NodemailerError } from 'nodemailer';
import type { MailFacts } from '../domain/doctor/facts.ts';
import { failureOutcome, isSignInFault, isTlsFault } from './mail-outcome.ts';

const PATIENCE_MS = 4_000;

/** Connects, greets and signs in as a mail would, on a connection of its own, and sends nothing. */
export const probeMail = async (url: string | undefined): Promise<MailFacts> => {
  if (!url) return { kind: 'off' };
  const transport = createTransport({
    url,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    dnsTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  try {
    await transport.verify();
    return { kind: 'ready' };
  } catch (error) {
    return failedFacts(error instanceof Error ? error : new Error(String(error)));
  } finally {
    transport.close();
  }
};

const failedFacts = (failure: NodemailerError): MailFacts => {
  if (isSignInFault(failure)) return { kind: 'sign_in_refused' };
  if (isTlsFault(failure)) return { kind: 'tls', cause: failure.originalCode ?? failure.code ?? 'TLS' };
  // What the server says may quote the user's name, so that only its number is told.
  if (failure.responseCode !== undefined) return { kind: 'refused', cause: String(failure.responseCode) };
  const { cause } = failureOutcome(failure);
  return { kind: 'unreachable', cause: failure.originalCode ?? cause };
};
