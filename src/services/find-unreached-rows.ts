import type { Deps } from '../deps.ts';
import { asGranter, type MemberActor } from '../domain/actor.ts';
import type { DeliveryCause } from '../domain/delivery-cause.ts';
import { canBeSent, type ImportRow } from '../domain/import.ts';
import { ownTerms } from '../domain/import-terms.ts';
import type { Organization } from '../domain/organization.ts';
import { findUnreached } from '../domain/reach.ts';
import type { FormOptions } from '../ports/records.ts';
import { findInSlack } from './decide-import-rows.ts';

// A page of the preview waits for it.
const DIRECTORY_MS = 1_200;

type Shown = {
  readonly actor: MemberActor;
  readonly organization: Organization;
  readonly options: FormOptions;
  /** Of whoever names no role in their row. */
  readonly roleId: string;
};

/** By the number of their row: whom no way leads to as Usher is set up, and why. Who is in Slack is asked only where it matters. */
export const findUnreachedRows = async (
  { directory, mails }: Pick<Deps, 'directory' | 'mails'>,
  { actor, organization, options, roleId }: Shown,
  rows: readonly ImportRow[],
): Promise<ReadonlyMap<number, DeliveryCause>> => {
  const { state } = mails;
  const sendable = rows.filter(({ decided }) => canBeSent(decided.fate));
  if (state === 'ready' || sendable.length === 0) return new Map();
  const inSlack = await findInSlack({ directory }, organization.slackTeamId, sendable, DIRECTORY_MS);
  // Nothing is known, so nothing is assumed.
  if (!inSlack) return new Map();
  return new Map(
    sendable.flatMap(({ number, person }) => {
      if (!person) return [];
      const own = ownTerms(person, options, asGranter(actor));
      const wanted = (own.ok && own.value.roleId) || roleId;
      const role = options.roles.find(({ id }) => id === wanted) ?? { isAdmin: false };
      const { emailKey } = person;
      const cause = findUnreached({ emailKey, role }, organization, state, inSlack.get(emailKey) ?? null);
      return cause ? [[number, cause] as const] : [];
    }),
  );
};
