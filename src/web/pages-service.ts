import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { personName } from '../domain/actor.ts';
import { checkName } from '../domain/person-name.ts';
import type { InvitationRefusal } from '../domain/refusal.ts';
import { acceptInvitation } from '../services/accept-invitation.ts';
import { allowWriting } from '../services/allow-writing.ts';
import { askForNewLink } from '../services/ask-for-new-link.ts';
import { declineInvitation } from '../services/decline-invitation.ts';
import { noteOpened } from '../services/note-opened.ts';
import { type ReadLink, readLink } from '../services/read-link.ts';
import type {
  AcceptedNames,
  AcceptOutcome,
  InvitationFacts,
  InvitationPages,
  NameRefusals,
} from './invitation-pages.ts';
import { viewOf } from './view-of-link.ts';

/** The pages' port, filled by the services: every method starts from the token, and nothing else is believed. */
export const createPagesService = (deps: Deps): InvitationPages => ({
  openLink: async (token) => {
    const link = deps.links.read(token);
    const invitation = link && (await deps.store.findInvitation(link.invitationId));
    return invitation ? { kind: 'known', invitationId: invitation.id } : { kind: 'unknown' };
  },
  view: async (token) => {
    const link = await readLink(deps, token);
    return link ? viewOf(link, factsOf(link)) : { state: 'unknown' };
  },
  noteOpened: (token) => noteOpened(deps, token, uuidv7()),
  accept: (token, names, requestId) => accept(deps, token, names, requestId),
  decline: async (token, { stop }, requestId) => {
    const link = deps.links.read(token);
    if (!link) return { kind: 'unknown' };
    const { invitationId, generation } = link;
    const proof = { kind: 'link', generation } as const;
    const result = await declineInvitation(deps, { invitationId, proof, stop, via: 'web', requestId });
    if (result.ok) return { kind: 'declined' };
    return { kind: result.refusal.kind === 'invitation_unknown' ? 'unknown' : 'not_open' };
  },
  askForNewLink: async (token, requestId) => {
    const link = deps.links.read(token);
    if (!link) return { kind: 'unknown' };
    const result = await askForNewLink(deps, {
      invitationId: link.invitationId,
      proof: { kind: 'link' },
      via: 'web',
      requestId,
    });
    if (result.ok) return { kind: 'asked', at: result.value.askedAt };
    if (result.refusal.kind === 'already_asked') return { kind: 'asked', at: result.refusal.at };
    return { kind: result.refusal.kind === 'invitation_unknown' ? 'unknown' : 'not_needed' };
  },
  stop: async (token, requestId) => {
    const link = deps.links.read(token);
    if (!link) return { kind: 'unknown' };
    const { invitationId, generation } = link;
    const proof = { kind: 'link', generation } as const;
    const result = await declineInvitation(deps, { invitationId, proof, stop: true, via: 'web', requestId });
    return { kind: result.ok ? 'stopped' : outcomeOf(result.refusal) };
  },
  allow: async (token, requestId) => {
    const link = deps.links.read(token);
    if (!link) return { kind: 'unknown' };
    const proof = { kind: 'link', invitationId: link.invitationId } as const;
    const result = await allowWriting(deps, { proof, via: 'web', requestId });
    return { kind: result.ok ? 'allowed' : outcomeOf(result.refusal) };
  },
});

const outcomeOf = ({ kind }: InvitationRefusal) => (kind === 'invitation_unknown' ? 'unknown' : 'not_theirs');

const accept = async (deps: Deps, token: string, typed: AcceptedNames, requestId: string): Promise<AcceptOutcome> => {
  const link = deps.links.read(token);
  if (!link) return { kind: 'unknown' };
  const names = readNames(typed);
  if ('refusals' in names) return { kind: 'names_refused', refusals: names.refusals };
  const { invitationId, generation } = link;
  const proof = { kind: 'link', generation } as const;
  const result = await acceptInvitation(deps, { invitationId, proof, names, via: 'web', requestId });
  if (result.ok) return { kind: 'joined' };
  const { refusal } = result;
  switch (refusal.kind) {
    case 'invitation_unknown':
      return { kind: 'unknown' };
    case 'issuer_lost_right':
      return { kind: 'issuer_lost_right' };
    case 'names_missing':
      return {
        kind: 'names_refused',
        refusals: {
          ...(refusal.first && { firstName: { kind: 'name_missing' } as const }),
          ...(refusal.last && { lastName: { kind: 'name_missing' } as const }),
        },
      };
    default:
      return { kind: 'not_open' };
  }
};

/** Checked again here: what a page sends is not only what its form allowed. */
const readNames = (
  typed: AcceptedNames,
): { first: string | null; last: string | null } | { readonly refusals: NameRefusals } => {
  const first = typed.firstName === null ? null : checkName(typed.firstName);
  const last = typed.lastName === null ? null : checkName(typed.lastName);
  if ((first && !first.ok) || (last && !last.ok)) {
    return {
      refusals: {
        ...(first && !first.ok && { firstName: first.refusal }),
        ...(last && !last.ok && { lastName: last.refusal }),
      },
    };
  }
  return { first: first?.ok ? first.value : null, last: last?.ok ? last.value : null };
};

const factsOf = ({ invitation, organization }: ReadLink): InvitationFacts => ({
  invitationId: invitation.id,
  organizationName: organization.name,
  inviterName: invitation.issuer ? personName(invitation.issuer) : null,
  address: invitation.email,
  zone: organization.timeZone,
  supportContact: organization.supportContact,
  stopped: invitation.stoppedAt !== null,
});
