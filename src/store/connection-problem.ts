const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET', 'EAI_AGAIN']);

export type ConnectionProblem =
  | { readonly kind: 'unreachable'; readonly cause: string }
  | { readonly kind: 'password' | 'missing' | 'crowded' };

/** Why a database cannot be worked with, as far as an operator can mend it; undefined for anything else. */
export const connectionProblem = (error: unknown): ConnectionProblem | undefined => {
  const code = codeOf(error);
  if (unreachable.has(code)) return { kind: 'unreachable', cause: code };
  if (code === '57P03') return { kind: 'unreachable', cause: 'it is starting or stopping' };
  if (code === '53300') return { kind: 'crowded' };
  // The client's own words have no code: its deadline, and a line that something in between took and let go again.
  const words = error instanceof Error ? error.message : '';
  if (words === 'timeout expired') return { kind: 'unreachable', cause: 'ETIMEDOUT' };
  if (words.startsWith('Connection terminated')) return { kind: 'unreachable', cause: 'the connection broke' };
  // SQLSTATE classes 28 and 3D: who signs in, and to which database.
  if (code.startsWith('28')) return { kind: 'password' };
  return code === '3D000' ? { kind: 'missing' } : undefined;
};

const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return '';
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return 'code' in error ? String(error.code) : '';
};
