import { done, type Result, refused } from './result.ts';

const maxPermissionKey = 60;

/** What the product knows a permission by: `send_as`, `reports.read`. */
export const checkPermissionKey = (typed: string): Result<string, 'key_missing' | 'key_malformed'> => {
  const key = typed.trim().toLowerCase();
  if (key === '') return refused('key_missing');
  return key.length <= maxPermissionKey && /^[a-z0-9]+(?:[._:-][a-z0-9]+)*$/.test(key)
    ? done(key)
    : refused('key_malformed');
};
