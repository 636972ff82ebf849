import type { Deps } from '../deps.ts';
import type { Organization } from '../domain/organization.ts';
import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { done, type Result, refused } from '../domain/result.ts';
import { findSettingClash, type SettingClash, type SettingField, type Settings } from '../domain/settings.ts';
import { type Asked, auditActor } from './asked.ts';
import { settingMark } from './setting-mark.ts';
import { type Held, writeAsAdmin } from './write-as-admin.ts';

/** What an admin changed. `seen` is the mark of the value that their form showed. */
export type SettingChange = {
  readonly [Field in SettingField]: { readonly field: Field; readonly value: Settings[Field]; readonly seen: string };
}[SettingField];

/** One setting as it was and is. `isOverwritten`: somebody else had changed it while the form was open. */
export type ChangedSetting = {
  readonly field: SettingField;
  readonly from: Settings;
  readonly to: Settings;
  readonly isOverwritten: boolean;
};

export type SettingsOutcome = {
  readonly organization: Organization;
  readonly changed: readonly ChangedSetting[];
  /** The same submission once more: what it changed is not known any more, and nothing was changed again. */
  readonly isRepeat: boolean;
};

/**
 * Writes the settings that the admin changed and leaves the others of the form alone: somebody else may have changed those while
 * it was open. Where both changed the same one, the later submission counts and is told so.
 */
export const changeSettings = async (
  deps: Deps,
  asked: Asked,
  changes: readonly SettingChange[],
): Promise<Result<SettingsOutcome, AccessRefusal | BindingProposal | SettingClash>> =>
  writeAsAdmin<SettingsOutcome, SettingClash>(deps, asked, 'settings', async (tx, held) => {
    const before = await tx.holdSettings(held.organization.id);
    if (!before) throw new Error('An organization is never taken away.');
    const isRepeat = !(await tx.markHandled(asked.idempotencyKey));
    const wanted = changes.filter(({ field, value }) => settingMark(before[field]) !== settingMark(value));
    if (isRepeat || wanted.length === 0) return done({ organization: before, changed: [], isRepeat });

    const values: Partial<Settings> = Object.fromEntries(wanted.map(({ field, value }) => [field, value]));
    const after = { ...before, ...values };
    const clash = findSettingClash(after);
    if (clash) return refused(clash);
    await tx.changeSettings(before.id, values);
    if (wanted.some(({ field }) => ofReminders.has(field))) await tx.lookAgainAtAll(before.id);
    await tx.audit(auditEntry(asked, held, before, wanted));
    const changed = wanted.map(
      ({ field, seen }): ChangedSetting => ({
        field,
        from: before,
        to: after,
        isOverwritten: settingMark(before[field]) !== seen,
      }),
    );
    return done({ organization: after, changed, isRepeat });
  });

// When reminders go out, or whether.
const ofReminders: ReadonlySet<SettingField> = new Set([
  'remindersOn',
  'quietFromHour',
  'quietUntilHour',
  'automaticMessageCap',
  'timeZone',
]);

// May be somebody's name or address, which the audit trail never holds.
const personal: ReadonlySet<SettingField> = new Set(['supportContact']);

const auditEntry = (asked: Asked, held: Held, before: Settings, wanted: readonly SettingChange[]) => ({
  organizationId: held.organization.id,
  actor: auditActor(held.actor),
  action: 'organization.change_settings',
  target: { kind: 'organization', id: held.organization.id } as const,
  changed: Object.fromEntries(
    wanted.map(({ field, value }) => [field, personal.has(field) ? {} : { from: before[field], to: value }]),
  ),
  via: asked.via,
  requestId: asked.requestId,
});
