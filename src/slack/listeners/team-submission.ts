import type { TeamContent } from '../../domain/team.ts';
import { type SavedTeam, type SaveTeamInput, saveTeam } from '../../services/save-team.ts';
import type { Turn } from '../interaction.ts';
import { listOf } from '../plural.ts';
import { wordRefusal } from '../refusal-texts.ts';
import type { SubmissionAnswer, SubmissionDoor } from '../run-submission.ts';
import { parseTeam, readFilledTeam, readTeamMetadata } from '../views/parse-team-modal.ts';
import { refusalModal } from '../views/refusal-surfaces.ts';
import { TEAM_FIELDS } from '../views/team-modal.ts';
import type { TeamPlace } from '../views/team-place.ts';
import { asView, deniedAnswer } from '../window.ts';
import { teamForm, teamsScreen } from './team-screens.ts';

type Form = { readonly team: SaveTeamInput['team']; readonly place: TeamPlace; readonly filled: TeamContent };

/** A team is added, or its form saved. */
export const submitTeam: SubmissionDoor = {
  may: 'teams',
  run: async (turn, view) => {
    const { team, place } = readTeamMetadata(view.private_metadata);
    const filled = readFilledTeam(view.state.values);
    const form = { team, place, filled };
    const parsed = parseTeam(filled);
    if (!parsed.ok) return withErrors(turn, form, parsed.refusal);
    const result = await saveTeam(turn.edge.deps, turn.asked, { team, content: parsed.value });
    if (result.ok) return { below: (await teamsScreen(turn, place, await noticeOf(turn, result.value))).view };
    const { refusal } = result;
    const error = (field: string) => withErrors(turn, form, { [field]: wordRefusal(refusal, turn.plainWords) });
    switch (refusal.kind) {
      case 'team_name_taken':
        return error(TEAM_FIELDS.name);
      case 'channel_closed':
        return error(TEAM_FIELDS.channel);
      case 'product_unknown':
        return error(TEAM_FIELDS.products);
      case 'team_changed':
        return { view: await formNow(turn, form, [wordRefusal(refusal, turn.plainWords)]) };
      case 'team_gone':
      case 'team_archived':
        return { below: (await teamsScreen(turn, place, [wordRefusal(refusal, turn.words)])).view };
      default:
        return { view: asView(deniedAnswer({ refusal, words: turn.words }, 'teams')) };
    }
  },
};

/** What is stored, not what was typed. */
const formNow = async (turn: Turn, { team, place }: Form, problems: readonly string[]) =>
  (await teamForm(turn, team?.id ?? null, place, undefined, problems)) ??
  refusalModal(wordRefusal({ kind: 'team_gone' }, turn.words));

const withErrors = (turn: Turn, form: Form, errors: Readonly<Record<string, string>>): SubmissionAnswer => ({
  errors,
  again: async () =>
    (await teamForm(turn, form.team?.id ?? null, form.place, form.filled, Object.values(errors))) ??
    refusalModal(wordRefusal({ kind: 'team_gone' }, turn.words)),
});

const outcomes: Readonly<Record<SavedTeam['outcome'], string>> = {
  created: 'was added',
  changed: 'was saved',
  unchanged: 'is as it was',
};

const noticeOf = async (
  { words }: Turn,
  { name, outcome, channelSharedWith, isFirst }: SavedTeam,
): Promise<string[]> => {
  const { pen } = words;
  const shared = channelSharedWith.map((other) => pen.say(other, 60));
  return [
    `${pen.strong(name)} ${outcomes[outcome]}.`,
    ...(shared.length > 0 ? [`Its channel is also that of ${listOf(shared)}: both are told there.`] : []),
    ...(isFirst && outcome === 'created'
      ? ['It is the first team: from now on whoever is invited gets a primary team.']
      : []),
  ];
};
