import type { KnownBlock, ModalView } from '@slack/types';
import type { Organization } from '../../../domain/organization.ts';
import type { SettingField } from '../../../domain/settings.ts';
import type { ChangedSetting, SettingsOutcome } from '../../../services/change-settings.ts';
import { settingInWords } from '../../setting-values.ts';
import { settingWords } from '../../settings-words.ts';
import type { Wording } from '../../wording.ts';
import { button, context, section, sections } from '../blocks.ts';
import { messageModal } from '../message-modal.ts';
import { fieldsOfGroup, type SettingsGroup, settingsGroups } from './settings-groups.ts';

export const SETTINGS_CHANGE = 'settings_change';

/** All settings with their present values in words, group by group. `saved` is what a form has just come to. */
export const settingsOverview = (
  organization: Organization,
  words: Wording,
  saved: readonly string[] = [],
): ModalView =>
  messageModal('Settings', [
    ...(saved.length > 0 ? [...sections(saved)] : []),
    ...settingsGroups.map((group) => groupBlock(group, organization, words)),
    context(`Changes count at once. A team's own channel is set with ${words.pen.code(`${words.command} teams`)}.`),
  ]);

const groupBlock = (group: SettingsGroup, organization: Organization, { pen }: Wording): KnownBlock =>
  section(
    [
      `*${group.title}*`,
      ...fieldsOfGroup(group).map(
        (field) => `${settingWords[field].label}: ${settingInWords(field, organization, pen)}`,
      ),
    ],
    button({ id: SETTINGS_CHANGE, text: 'Change', value: group.id, label: `Change ${group.title}` }),
  );

/** What a form came to, a line each. */
export const savedLines = ({ changed, isRepeat }: SettingsOutcome, words: Wording): string[] => {
  if (changed.length === 0)
    return [isRepeat ? '✓ Saved.' : 'Nothing was changed: these are the values that were there.'];
  return changed.map((each) => savedLine(each, words));
};

const savedLine = ({ field, from, to, isOverwritten }: ChangedSetting, { pen }: Wording): string => {
  const [before, after] = [settingInWords(field, from, pen), settingInWords(field, to, pen)];
  const label = labelOf(field);
  // Of a long list the same part may be shown before and after.
  const change = before === after ? `${label}, now ${after}` : `${label}: ${before} → ${after}`;
  const overwritten = isOverwritten ? ' Somebody else had changed it while your form was open; yours counts now.' : '';
  return `✓ Saved: ${change}.${overwritten}`;
};

const labelOf = (field: SettingField): string => {
  const { label } = settingWords[field];
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
};
