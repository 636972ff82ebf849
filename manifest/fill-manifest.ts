import { done, type Result, refused } from '../src/domain/result.ts';
import { isCommandPrefix } from '../src/slack/command-names.ts';

export type ManifestMode = 'http' | 'socket';

/** What a template is filled with. `url` is the public address of Usher; Socket Mode needs none. */
export type ManifestValues = {
  readonly mode: ManifestMode;
  readonly url?: string;
  readonly prefix: string;
  readonly name: string;
};

/** Any JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

// Slack's limit for display_information.name.
const maxAppName = 35;

/** The address without a slash at its end, or null when Slack could not call it. */
const publicUrl = (text: string): string | null => {
  if (!URL.canParse(text)) return null;
  const { protocol, username, password, search, hash, origin, pathname } = new URL(text);
  const isPlain = protocol === 'https:' && `${username}${password}${search}${hash}` === '';
  return isPlain ? `${origin}${pathname}`.replace(/\/$/u, '') : null;
};

/** Replaces placeholders inside strings only, so a value can't change the structure. */
const fill = (value: Json, values: ReadonlyMap<string, string>): Json => {
  if (typeof value === 'string') return value.replace(/\{\{(\w+)\}\}/gu, (found, key) => values.get(key) ?? found);
  if (Array.isArray(value)) return value.map((item: Json) => fill(item, values));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, values)]));
};

/** The manifest to paste into Slack, or one line that says which value is wrong. */
export const fillManifest = (template: Json, values: ManifestValues): Result<Json, string> => {
  const url = values.url === undefined ? null : publicUrl(values.url);
  const name = values.name.trim();
  if (values.mode === 'http' && values.url === undefined) {
    return refused('--url is missing: the https address under which Slack reaches Usher');
  }
  if (values.mode === 'http' && url === null) {
    return refused(`--url must be an https address without query, such as https://usher.example.com: ${values.url}`);
  }
  if (!isCommandPrefix(values.prefix)) {
    return refused(`--prefix must be 1 to 20 of a-z, 0-9, - and _, beginning with a letter: ${values.prefix}`);
  }
  if (name === '' || [...name].length > maxAppName) {
    return refused(`--name must have 1 to ${maxAppName} characters: ${values.name}`);
  }
  return done(
    fill(
      template,
      new Map([
        ['url', url ?? ''],
        ['prefix', values.prefix],
        ['name', name],
      ]),
    ),
  );
};
