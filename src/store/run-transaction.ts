import { Overtaken } from '../domain/overtaken.ts';
import type { Result } from '../domain/result.ts';
import { type Prisma, type PrismaClient, Prisma as PrismaNamespace } from './generated/client.ts';

/** Carries a refusal out of a transaction, so that nothing of it stays. */
class RolledBack<R> extends Error {
  readonly refusal: R;
  constructor(refusal: R) {
    super('rolled back');
    this.refusal = refusal;
  }
}

const TRIES = 5;

// Two that make an address wait at the same moment: whoever comes second reads the first one's invitation when it is tried again.
const raced = ['invitation_one_pending_key'];

/**
 * Commits what an `ok` stands for; a refusal or a throw rolls everything back. A deadlock, a serialization failure, a second row
 * where only one may be, or `Overtaken` left nothing behind, so the work is done again, from its first read on.
 */
export const runTransaction = async <T, R>(
  prisma: PrismaClient,
  work: (db: Prisma.TransactionClient) => Promise<Result<T, R>>,
): Promise<Result<T, R>> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await prisma.$transaction(async (db) => {
        const result = await work(db);
        if (!result.ok) throw new RolledBack(result.refusal);
        return result;
      });
    } catch (error) {
      if (error instanceof RolledBack) return { ok: false, refusal: error.refusal as R };
      if (attempt >= TRIES || !isConflict(error)) throw error;
    }
  }
};

/** Prisma tells conflicts in three shapes: P2034, a raw query's SQLSTATE, and a driver error without a code at COMMIT. */
const isConflict = (error: unknown): boolean => {
  if (error instanceof Overtaken) return true;
  if (error instanceof PrismaNamespace.PrismaClientKnownRequestError) {
    if (error.code === 'P2034') return true;
    const told = `${JSON.stringify(error.meta ?? {})} ${error.message}`;
    return /\b(40001|40P01)\b/.test(told) || raced.some((key) => told.includes(key));
  }
  return error instanceof Error && error.message.includes('TransactionWriteConflict');
};
