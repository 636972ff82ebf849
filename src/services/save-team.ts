import { v5 as uuidv5 } from 'uuid';
import type { Deps } from '../deps.ts';
import type { AccessRefusal, BindingProposal, FormRefusal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { type TeamContent, type TeamDetails, type TeamRefusal, teamNewsKinds } from '../domain/team.ts';
import { titleKey } from '../domain/title.ts';
import type { TeamName } from '../ports/teams.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Asked } from './asked.ts';
import { auditEntry } from './audit-entry.ts';
import { stampOf } from './stamp.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

export type SaveTeamInput = {
  /** Null makes a new one. */
  readonly team: { readonly id: string; readonly seen: string } | null;
  readonly content: TeamContent;
};

export type SavedTeam = {
  readonly name: string;
  readonly outcome: 'created' | 'changed' | 'unchanged';
  /** Other teams that tell the same channel. */
  readonly channelSharedWith: readonly string[];
  readonly isFirst: boolean;
};

export type SaveTeamRefusal =
  | Extract<
      TeamRefusal,
      { kind: 'team_name_taken' | 'team_gone' | 'team_archived' | 'team_changed' | 'channel_closed' }
    >
  | Extract<FormRefusal, { kind: 'product_unknown' }>;

// The same submission, delivered twice, makes the same team.
const TEAM_NAMESPACE = '7c1a5a0e-6f0f-4b6e-8c39-1d2f5c7f7b52';

const contentOf = (team: TeamDetails): TeamContent => ({
  name: team.name,
  slackChannelId: team.slackChannelId,
  tells: team.tells,
  productIds: team.defaultProductIds,
});

const normal = ({ name, slackChannelId, tells, productIds }: TeamContent): TeamContent => ({
  name,
  slackChannelId,
  tells: teamNewsKinds.filter((kind) => tells.includes(kind)),
  productIds: [...new Set(productIds)].sort(),
});

/** What the form of this team carries, to be compared when it is sent. */
export const teamStamp = (team: TeamDetails): string => stampOf(normal(contentOf(team)));

/** Makes a team, or changes name, channel and default products of one. Slack is asked about a new channel before anything is written. */
export const saveTeam = async (
  deps: Pick<Deps, 'store' | 'directory' | 'channels'>,
  asked: Asked,
  input: SaveTeamInput,
): Promise<Result<SavedTeam, AccessRefusal | BindingProposal | SaveTeamRefusal>> => {
  const content = normal(input.content);
  const closed = await findClosedChannel(deps, asked, input.team?.id ?? null, content);
  if (closed) return refused(closed);
  return writeAsAdmin(deps, asked, 'teams', async (tx, held) => {
    // Before any name is read: two admins who type the same one at once read each other's.
    await tx.holdNames(held.organization.id);
    const names = await tx.findTeamNames(held.organization.id);
    return input.team
      ? changeTeam(tx, asked, held, names, input.team, content)
      : createTeam(tx, asked, held, names, content);
  });
};

const findClosedChannel = async (
  deps: Pick<Deps, 'store' | 'channels'>,
  { context }: Asked,
  teamId: string | null,
  { slackChannelId, name }: TeamContent,
): Promise<SaveTeamRefusal | undefined> => {
  if (!slackChannelId) return undefined;
  const before = teamId && (await deps.store.findTeam(context.organization.id, teamId));
  if (before && before.slackChannelId === slackChannelId) return undefined;
  const trial = await deps.channels.tryOut(slackChannelId, context.actor.slack, `the news of ${name}`);
  return trial === 'open' || trial === 'unknown' ? undefined : { kind: 'channel_closed', why: trial };
};

const createTeam = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  names: readonly TeamName[],
  content: TeamContent,
): Promise<Result<SavedTeam, SaveTeamRefusal>> => {
  const id = uuidv5(asked.idempotencyKey, TEAM_NAMESPACE);
  const active = names.filter(({ isArchived }) => !isArchived);
  const saved = {
    name: content.name,
    outcome: 'created',
    channelSharedWith: sharing(names, id, content),
    isFirst: active.every((team) => team.id === id),
  } as const;
  if (names.some((team) => team.id === id)) return done(saved);
  const problem = (await findProblem(tx, held, names, id, content)) ?? undefined;
  if (problem) return refused(problem);
  await tx.createTeam(held.organization.id, id, content);
  await audit(tx, asked, held, 'team.create', id, { ...content });
  return done(saved);
};

const changeTeam = async (
  tx: Transaction,
  asked: Asked,
  held: Held,
  names: readonly TeamName[],
  { id, seen }: { readonly id: string; readonly seen: string },
  content: TeamContent,
): Promise<Result<SavedTeam, SaveTeamRefusal>> => {
  const team = await tx.holdTeam(held.organization.id, id);
  if (!team) return refused({ kind: 'team_gone' });
  if (team.isArchived) return refused({ kind: 'team_archived', name: team.name });
  const before = normal(contentOf(team));
  const saved = { name: content.name, channelSharedWith: sharing(names, id, content), isFirst: false };
  // The same submission once more, or nothing was changed in the form.
  if (stampOf(before) === stampOf(content)) return done({ ...saved, outcome: 'unchanged' });
  if (stampOf(before) !== seen) return refused({ kind: 'team_changed', name: team.name });
  const problem = await findProblem(tx, held, names, id, content);
  if (problem) return refused(problem);
  await tx.changeTeam(held.organization.id, id, content);
  await audit(tx, asked, held, 'team.change', id, differences(before, content));
  return done({ ...saved, outcome: 'changed' });
};

const sharing = (names: readonly TeamName[], id: string, { slackChannelId }: TeamContent): string[] =>
  names
    .filter((team) => team.id !== id && !team.isArchived && slackChannelId && team.slackChannelId === slackChannelId)
    .map(({ name }) => name);

const findProblem = async (
  tx: Transaction,
  { organization }: Held,
  names: readonly TeamName[],
  id: string,
  { name, productIds }: TeamContent,
): Promise<SaveTeamRefusal | undefined> => {
  const clash = names.find((team) => team.id !== id && titleKey(team.name) === titleKey(name));
  if (clash) return { kind: 'team_name_taken', name: clash.name, isArchived: clash.isArchived };
  const { products } = await tx.findFormOptions(organization.id);
  const offered = new Set(products.map((product) => product.id));
  return productIds.every((productId) => offered.has(productId)) ? undefined : { kind: 'product_unknown' };
};

const differences = (from: TeamContent, to: TeamContent): Record<string, unknown> => ({
  ...(from.name !== to.name && { name: { from: from.name, to: to.name } }),
  ...(from.slackChannelId !== to.slackChannelId && {
    slackChannelId: { from: from.slackChannelId, to: to.slackChannelId },
  }),
  ...(stampOf(from.tells) !== stampOf(to.tells) && { tells: { from: from.tells, to: to.tells } }),
  ...(stampOf(from.productIds) !== stampOf(to.productIds) && {
    productIds: { from: from.productIds, to: to.productIds },
  }),
});

const audit = (
  tx: Transaction,
  asked: Asked,
  held: Held,
  action: string,
  id: string,
  changed: Readonly<Record<string, unknown>>,
): Promise<void> => tx.audit(auditEntry(asked, held, action, { kind: 'team', id }, changed));
