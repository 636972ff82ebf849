import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { done, type Result, refused } from '../../../domain/result.ts';
import type { Settings } from '../../../domain/settings.ts';
import type { SettingChange } from '../../../services/change-settings.ts';
import { settingMark } from '../../../services/setting-mark.ts';
import { escapeText } from '../../mrkdwn.ts';
import { context, plain, section } from '../blocks.ts';
import { isChanged, settingId, type TypedValue, withTyped } from './setting-input.ts';
import { findSettingsGroup, type SettingsGroup } from './settings-groups.ts';

export const SETTINGS_FORM = 'settings_form';

const metadataSchema = z.object({ group: z.string(), seen: z.record(z.string(), z.string()) });

/** What travels in a form: its group, and the mark of each value that it showed. */
type FormMetadata = z.infer<typeof metadataSchema>;

/** The form of one group, with the present values. */
export const settingsForm = (group: SettingsGroup, settings: Settings, now: Date): ModalView => {
  const seen = Object.fromEntries(group.inputs.map(({ field }) => [field, settingMark(settings[field])]));
  return form(
    group,
    { group: group.id, seen },
    group.inputs.map(({ block }) => block(settings, now)),
  );
};

const form = (group: SettingsGroup, metadata: FormMetadata, inputs: KnownBlock[]): ModalView => ({
  type: 'modal',
  callback_id: SETTINGS_FORM,
  private_metadata: JSON.stringify(metadata),
  title: plain(group.title, 24),
  submit: plain('Save', 24),
  close: plain('Back', 24),
  blocks: [...(group.note ? [context(group.note)] : []), ...inputs],
});

export type FilledSettings = {
  readonly group: SettingsGroup;
  readonly metadata: FormMetadata;
  readonly values: Readonly<Record<string, TypedValue>>;
};

/** A form as it came back. Undefined when it is of a group that there is no more. */
export const readSettingsForm = (metadata: string, values: unknown): FilledSettings | undefined => {
  const parsed = metadataSchema.parse(JSON.parse(metadata));
  const group = findSettingsGroup(parsed.group);
  if (!group) return undefined;
  const blocks = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).parse(values);
  const typed = Object.entries(blocks).map(([id, block]) => [id, block[id] ?? {}] as const);
  return { group, metadata: parsed, values: Object.fromEntries(typed) };
};

/** Only what the admin changed, or the errors by field. */
export const parseSettingsForm = ({
  group,
  metadata,
  values,
}: FilledSettings): Result<SettingChange[], Record<string, string>> => {
  const changes: SettingChange[] = [];
  const errors: Record<string, string> = {};
  for (const { field, read } of group.inputs) {
    const id = settingId(field);
    const seen = metadata.seen[field];
    // A form of an earlier version may lack a field, and then says nothing about it.
    if (seen === undefined || values[id] === undefined) continue;
    const answer = read(values[id], seen);
    if ('error' in answer) errors[id] = answer.error;
    else if (isChanged(answer.change)) changes.push(answer.change);
  }
  return Object.keys(errors).length > 0 ? refused(errors) : done(changes);
};

/** The form once more with what was typed, the problems above it: for when it is too late to put them onto their fields. */
export const settingsFormAgain = (
  { group, metadata, values }: FilledSettings,
  settings: Settings,
  now: Date,
  problems: readonly string[],
): ModalView =>
  form(group, metadata, [
    section(problems.map((problem) => `⚠ ${escapeText(problem)}`)),
    ...group.inputs.map(({ field, block }) => withTyped(block(settings, now), values[settingId(field)])),
  ]);
