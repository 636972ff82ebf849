import { createHash } from 'node:crypto';
import type { SettingField, Settings } from '../domain/settings.ts';

/**
 * A short sign for a value, so that a form can carry what it showed though a list of domains would not fit into it. Equal
 * values have equal marks.
 */
export const settingMark = (value: Settings[SettingField]): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 10);
