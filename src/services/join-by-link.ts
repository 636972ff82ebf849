import type { Deps } from '../deps.ts';
import type { SlackPerson } from '../domain/decide-invite.ts';
import { type JoinRefusal, joinCodeLimits } from '../domain/decide-join.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { admitByLink, type Joining } from './admit-by-link.ts';

export type JoinByLinkInput = {
  readonly token: string;
  readonly codeId: string;
  readonly code: string;
  readonly names: Joining['names'];
  readonly requestId: string;
};

export type JoinByLinkRefusal =
  | JoinRefusal
  | { readonly kind: 'invite_link_unknown' }
  | { readonly kind: 'code_wrong'; readonly attemptsLeft: number }
  | { readonly kind: 'code_expired' };

type Tried = { readonly kind: 'joined' } | { readonly kind: 'missed'; readonly attemptsLeft: number };

/** Slack is asked who has the address; a page that waits longer for that than this feels broken. */
const SLACK_PATIENCE_MS = 2000;

/** Whoever types the code that was mailed to them becomes a member, under the terms of the link. */
export const joinByLink = async (deps: Deps, input: JoinByLinkInput): Promise<Result<null, JoinByLinkRefusal>> => {
  const linkId = deps.shareableLinks.read(input.token);
  const asked = linkId === undefined ? null : await deps.store.findJoinCode(input.codeId);
  if (!asked || asked.inviteLinkId !== linkId) return refused({ kind: 'invite_link_unknown' });
  // Slack is not asked for whoever only guesses.
  const slack = deps.codes.matches(asked.id, input.code) ? await findInSlack(deps, asked) : null;
  const result = await deps.store.transaction<Tried, JoinByLinkRefusal>(async (tx) => {
    const code = await tx.holdJoinCode(asked.id);
    if (!code) return refused({ kind: 'code_expired' });
    // The form was sent twice.
    if (code.membershipId) return done({ kind: 'joined' });
    if (code.attempts >= joinCodeLimits.attempts || code.expiresAt <= (await tx.now())) {
      return refused({ kind: 'code_expired' });
    }
    if (!deps.codes.matches(code.id, input.code)) {
      // A wrong guess has to be counted, so this is committed and told as a refusal afterwards.
      await tx.missJoinCode(code.id);
      return done({ kind: 'missed', attemptsLeft: joinCodeLimits.attempts - code.attempts - 1 });
    }
    const { email, emailKey } = code;
    const { names, requestId } = input;
    const joining = { linkId, email, emailKey, names, slack, proof: 'code', via: 'web', requestId } as const;
    const joined = await admitByLink(tx, joining, (membershipId) => tx.spendJoinCode(code.id, membershipId));
    return joined.ok ? done({ kind: 'joined' }) : joined;
  });
  if (!result.ok) return result;
  const tried = result.value;
  return tried.kind === 'joined' ? done(null) : refused({ kind: 'code_wrong', attemptsLeft: tried.attemptsLeft });
};

const findInSlack = async (
  { store, directory }: Deps,
  { organizationId, emailKey }: { readonly organizationId: string; readonly emailKey: string },
): Promise<SlackPerson | null> => {
  const organization = await store.findOrganization(organizationId);
  if (!organization) return null;
  const options = { withinMs: SLACK_PATIENCE_MS };
  return (await directory.findByEmails(organization.slackTeamId, [emailKey], options))?.get(emailKey) ?? null;
};
