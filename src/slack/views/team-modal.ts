import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Product } from '../../domain/organization.ts';
import { type TeamContent, type TeamDetails, type TeamNewsKind, teamNewsKinds } from '../../domain/team.ts';
import { maxTitleLength } from '../../domain/title.ts';
import { teamStamp } from '../../services/save-team.ts';
import { countText } from '../count-text.ts';
import { cut, escapeText } from '../mrkdwn.ts';
import { actions, button, context, input, plain, section } from './blocks.ts';
import { option, optionList } from './options.ts';
import type { TeamPlace } from './team-place.ts';

export const TEAM_MODAL = 'team_modal';
export const TEAM_MOVE = 'team_move';
export const TEAM_ARCHIVE = 'team_archive';

/** Block ids, and the ids of the inputs in them. */
export const TEAM_FIELDS = {
  name: 'team_name',
  channel: 'team_channel',
  tells: 'team_tells',
  products: 'team_products',
} as const;

export type TeamForm = {
  /** Null for a new one. */
  readonly team: TeamDetails | null;
  readonly products: readonly Product[];
  readonly place: TeamPlace;
};

/** `filled`: what was typed, where the form has to be built again. `problems` stand above it. */
export const teamModal = (
  { team, products, place }: TeamForm,
  filled?: TeamContent,
  problems: readonly string[] = [],
): ModalView => {
  const content = filled ?? startOf(team);
  return {
    type: 'modal',
    callback_id: TEAM_MODAL,
    private_metadata: JSON.stringify({ team: team && { id: team.id, seen: teamStamp(team) }, place }),
    title: plain(team ? 'Team' : 'Add a team', 24),
    submit: plain(team ? 'Save' : 'Add', 24),
    close: plain('Cancel', 24),
    blocks: [
      ...(problems.length > 0 ? [section(problems.map((problem) => `⚠ ${escapeText(problem)}`))] : []),
      nameField(content),
      channelField(content),
      tellsField(content),
      ...productField(products, content),
      ...(team ? [context(factsOf(team)), actsOn(team)] : []),
    ],
  };
};

const startOf = (team: TeamDetails | null): TeamContent => ({
  name: team?.name ?? '',
  slackChannelId: team?.slackChannelId ?? null,
  tells: team?.tells ?? ['joins'],
  productIds: team?.defaultProductIds ?? [],
});

const nameField = ({ name }: TeamContent): InputBlock =>
  input({
    id: TEAM_FIELDS.name,
    label: 'Name',
    hint: `Up to ${maxTitleLength} characters.`,
    element: { type: 'plain_text_input', ...(name && { initial_value: cut(name, 300) }) },
  });

// A single select could not be emptied in every client; a list of one can.
const channelField = ({ slackChannelId }: TeamContent): InputBlock =>
  input({
    id: TEAM_FIELDS.channel,
    label: 'Slack channel',
    hint: 'Hears the news of this team, in one message a working day at most. Usher has to be in it: in the channel, type /invite and choose this app.',
    optional: true,
    element: {
      type: 'multi_conversations_select',
      max_selected_items: 1,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      ...(slackChannelId && { initial_conversations: [slackChannelId] }),
    },
  });

const newsLabels: Readonly<Record<TeamNewsKind, string>> = {
  joins: 'Who joins',
  role_changes: 'Whose role changes',
  leaves: 'Who leaves',
};

/** Of people whose primary team it is. */
const tellsField = ({ tells }: TeamContent): InputBlock => {
  const options = teamNewsKinds.map((kind) => option(newsLabels[kind], kind));
  const ticked = options.filter((_, index) => tells.some((kind) => kind === teamNewsKinds[index]));
  return input({
    id: TEAM_FIELDS.tells,
    label: 'What the channel hears',
    hint: 'Roles and leaves are told ten minutes later, once they can no longer be undone.',
    optional: true,
    element: { type: 'checkboxes', options, ...(ticked.length > 0 && { initial_options: ticked }) },
  });
};

const productField = (products: readonly Product[], { productIds }: TeamContent): KnownBlock[] => {
  if (products.length === 0) return [];
  const options = products.map((product) => option(product.name, product.id));
  return [
    input({
      id: TEAM_FIELDS.products,
      label: 'Products',
      hint: 'Preset when somebody is invited into this team. People who are in it keep what they have.',
      optional: true,
      element: optionList(options, productIds),
    }),
  ];
};

/** They lead to a question of their own, in place of this form. */
const actsOn = (team: TeamDetails): KnownBlock =>
  actions(
    button({ id: TEAM_MOVE, text: 'Move everybody…', value: team.id, label: `Move everybody of ${team.name}` }),
    button({ id: TEAM_ARCHIVE, text: 'Archive…', value: team.id, label: `Archive ${team.name}`, style: 'danger' }),
  );

const factsOf = ({ members, others, pending }: TeamDetails): string =>
  [
    members === 0
      ? 'Nobody has it as their primary team yet'
      : `Primary team of ${countText(members, 'person', 'people')}`,
    ...(others > 0 ? [`other team of ${countText(others, 'person', 'people')}`] : []),
    ...(pending > 0 ? [countText(pending, 'pending invitation', 'pending invitations')] : []),
  ].join(' · ');
