import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { joinCodeLimits } from '../domain/decide-join.ts';
import { readableDomain } from '../domain/domain-name.ts';
import { parseEmailAddress } from '../domain/email-address.ts';
import type { Organization } from '../domain/organization.ts';
import { askJoinCode } from '../services/ask-join-code.ts';
import { joinByLink } from '../services/join-by-link.ts';
import { readJoinLink } from '../services/read-join-link.ts';
import type { CodeView, JoinFacts, JoinPages, JoinView } from './join-pages.ts';

/** The port of the pages of invite links, filled by the services: every method starts from the token. */
export const createJoinService = (deps: Deps, commandPrefix: string): JoinPages => ({
  view: (token) => view(deps, token, `/${commandPrefix} join`),
  ask: async (token, email, requestId) => {
    const address = parseEmailAddress(email);
    if (!address) return { refusal: { kind: 'no_address' } };
    const asked = await askJoinCode(deps, { token, address, requestId });
    return asked.ok ? asked.value : { refusal: asked.refusal };
  },
  viewCode: (token, codeId) => viewCode(deps, token, codeId),
  join: async (token, codeId, { code, first, last }, requestId) => {
    if (!isId(codeId)) return { kind: 'invite_link_unknown' };
    const joined = await joinByLink(deps, { token, codeId, code, names: { first, last }, requestId });
    return joined.ok ? null : joined.refusal;
  },
});

const isId = (text: string): boolean => z.uuid().safeParse(text).success;

const factsOf = ({ name, supportContact, timeZone }: Organization): JoinFacts => ({
  organizationName: name,
  supportContact,
  zone: timeZone,
});

const view = async (deps: Deps, token: string, slackCommand: string): Promise<JoinView> => {
  const found = await readJoinLink(deps, token);
  if (!found) return { state: 'unknown' };
  const { link, organization, closed } = found;
  if (closed) return { ...factsOf(organization), state: 'closed', why: closed };
  return {
    ...factsOf(organization),
    state: 'open',
    roleName: link.role.name,
    roleDescription: link.role.description,
    teamName: link.team?.name ?? null,
    domains: link.allowedDomains.map(readableDomain),
    expiresAt: link.expiresAt,
    slackCommand,
  };
};

const viewCode = async (deps: Deps, token: string, codeId: string): Promise<CodeView> => {
  const found = await readJoinLink(deps, token);
  const code = found && isId(codeId) ? await deps.store.findJoinCode(codeId) : null;
  if (!found || code?.inviteLinkId !== found.link.id) return { state: 'unknown' };
  const { organization, now } = found;
  const facts = factsOf(organization);
  if (code.membershipId) return joined(deps, facts, organization, code.membershipId);
  const isOver = code.expiresAt <= now || code.attempts >= joinCodeLimits.attempts;
  if (isOver) return { ...facts, state: 'over' };
  return { ...facts, state: 'waiting', address: code.email, until: code.expiresAt };
};

const joined = async (
  { store }: Deps,
  facts: JoinFacts,
  { productName, productUrl, gettingStartedUrl }: Organization,
  membershipId: string,
): Promise<CodeView> => {
  const member = await store.findMember(membershipId);
  if (!member) return { state: 'unknown' };
  return {
    ...facts,
    ...{ productName, productUrl, gettingStartedUrl },
    state: 'joined',
    address: member.email,
    firstName: member.firstName,
    roleName: member.roleName,
    roleDescription: member.roleDescription,
    primaryTeamName: member.primaryTeam?.name ?? null,
    otherTeamNames: member.secondaryTeamNames,
    productNames: member.productNames,
  };
};
