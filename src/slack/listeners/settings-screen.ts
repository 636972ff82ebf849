import { changeSettings } from '../../services/change-settings.ts';
import type { Turn } from '../interaction.ts';
import type { ClickDoor } from '../run-click.ts';
import type { OptionDoor } from '../run-options.ts';
import type { SubmissionAnswer, SubmissionDoor } from '../run-submission.ts';
import { wordSettingClash } from '../settings-refusal-texts.ts';
import { refusalModal } from '../views/refusal-surfaces.ts';
import { ZONE_MENU, zoneOptions } from '../views/settings/picked-inputs.ts';
import { settingId } from '../views/settings/setting-input.ts';
import {
  type FilledSettings,
  parseSettingsForm,
  readSettingsForm,
  settingsForm,
  settingsFormAgain,
} from '../views/settings/settings-form.ts';
import { findSettingsGroup } from '../views/settings/settings-groups.ts';
import { SETTINGS_CHANGE, savedLines, settingsOverview } from '../views/settings/settings-overview.ts';
import { asView, deniedAnswer, type WindowAnswer } from '../window.ts';
import { mrkdwnWording } from '../wording.ts';

const groupGone = 'This part of the settings is of another version of Usher. Open the settings again.';

/** The overview; the row of the organization was read with the actor, a moment ago. */
export const settingsScreen = async ({ context, words }: Turn): Promise<WindowAnswer> => ({
  view: settingsOverview(context.organization, words),
});

export const settingsClicks: Readonly<Record<string, ClickDoor>> = {
  [SETTINGS_CHANGE]: {
    may: 'settings',
    shows: 'window',
    next: 'settings',
    run: async ({ context }, { value }) => {
      const group = findSettingsGroup(value);
      if (!group) return { view: refusalModal(groupGone) };
      return { view: settingsForm(group, context.organization, context.now) };
    },
  },
};

/** Saves what was changed; the overview below shows what came of it. */
export const submitSettings: SubmissionDoor = {
  may: 'settings',
  run: async (turn, view) => {
    const { edge, asked, words } = turn;
    const filled = readSettingsForm(view.private_metadata, view.state.values);
    if (!filled) return { view: refusalModal(groupGone) };
    const parsed = parseSettingsForm(filled);
    if (!parsed.ok) return withErrors(turn, filled, parsed.refusal);
    const result = await changeSettings(edge.deps, asked, parsed.value);
    if (result.ok) {
      const { organization } = result.value;
      // The name and the zone may be what has changed.
      const wording = mrkdwnWording(organization, edge.commands.members);
      return { below: settingsOverview(organization, wording, savedLines(result.value, wording)) };
    }
    const { refusal } = result;
    if ('field' in refusal) return withErrors(turn, filled, { [settingId(refusal.field)]: wordSettingClash(refusal) });
    return { view: asView(deniedAnswer({ refusal, words }, 'settings')) };
  },
};

const withErrors = (
  { context }: Turn,
  filled: FilledSettings,
  errors: Readonly<Record<string, string>>,
): SubmissionAnswer => ({
  errors,
  again: () => settingsFormAgain(filled, context.organization, context.now, Object.values(errors)),
});

export const settingsOptions: Readonly<Record<string, OptionDoor>> = {
  [ZONE_MENU]: { may: 'settings', run: ({ context }, typed) => zoneOptions(typed, context.now) },
};
