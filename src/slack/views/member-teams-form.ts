import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { MemberAccess } from '../../services/read-member-access.ts';
import type { Wording } from '../wording.ts';
import { context, input, plain, section } from './blocks.ts';
import { encodeMember } from './member-value.ts';
import { messageModal } from './message-modal.ts';
import { chunkOptions, option, selectMenu } from './options.ts';
import { whoWithAddress } from './people.ts';

export const MEMBER_TEAMS_FORM = 'member_teams_form';
export const MEMBER_TEAMS_FIELDS = { primary: 'member_primary_team', others: 'member_other_teams' } as const;

export type ChosenTeams = { readonly primaryTeamId: string | null; readonly secondaryTeamIds: readonly string[] };

/** One person's teams. `chosen`: what was chosen, where the form has to be built again. */
export const memberTeamsForm = (
  { member, teams }: MemberAccess,
  { pen, command }: Wording,
  chosen: ChosenTeams = member,
  notice: readonly string[] = [],
): ModalView => {
  const who = section(whoWithAddress(member, pen));
  if (teams.length === 0) {
    return messageModal('Teams', [
      who,
      section(`There are no teams yet. ${pen.code(`${command} teams`)} adds the first.`),
    ]);
  }
  const options = teams.map((team) => option(team.name, team.id));
  const primary = options.find(({ value }) => value === chosen.primaryTeamId);
  const others = options.filter(({ value }) => value !== undefined && chosen.secondaryTeamIds.includes(value));
  return {
    type: 'modal',
    callback_id: MEMBER_TEAMS_FORM,
    private_metadata: encodeMember(member),
    title: plain('Teams', 24),
    submit: plain('Save', 24),
    close: plain('Cancel', 24),
    blocks: [
      ...(notice.length > 0 ? [section(notice)] : []),
      who,
      input({
        id: MEMBER_TEAMS_FIELDS.primary,
        label: 'Primary team',
        element: { type: 'static_select', ...chunkOptions(options), ...(primary && { initial_option: primary }) },
      }),
      input({
        id: MEMBER_TEAMS_FIELDS.others,
        label: 'Other teams',
        optional: true,
        element: selectMenu(options, others),
      }),
      context('It counts at once. Role and products stay as they are.'),
    ],
  };
};

const chosenOption = z.object({ value: z.string() });
const valuesSchema = z.object({
  [MEMBER_TEAMS_FIELDS.primary]: z.object({
    [MEMBER_TEAMS_FIELDS.primary]: z.object({ selected_option: chosenOption.nullish() }),
  }),
  [MEMBER_TEAMS_FIELDS.others]: z.object({
    [MEMBER_TEAMS_FIELDS.others]: z.object({ selected_options: z.array(chosenOption).nullish() }),
  }),
});

export const parseMemberTeams = (values: unknown): ChosenTeams => {
  const { member_primary_team: primary, member_other_teams: others } = valuesSchema.parse(values);
  return {
    primaryTeamId: primary.member_primary_team.selected_option?.value ?? null,
    secondaryTeamIds: (others.member_other_teams.selected_options ?? []).map(({ value }) => value),
  };
};
