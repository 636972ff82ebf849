/** The slash commands that an installation answers to, with the leading slash. */
export type CommandNames = {
  readonly members: string;
  readonly invite: string;
  readonly reinvite: string;
  readonly role: string;
  readonly deactivate: string;
};

/**
 * Two apps with one command collide in a workspace, so the word is a setting. Slack takes 32 characters with the slash:
 * 20 leave room for the longest suffix, `-deactivate`.
 */
export const isCommandPrefix = (prefix: string): boolean => /^[a-z](?:[a-z0-9_-]{0,18}[a-z0-9])?$/u.test(prefix);

/** The names under a prefix, such as `members`. */
export const commandNames = (prefix: string): CommandNames => ({
  members: `/${prefix}`,
  invite: `/${prefix}-invite`,
  reinvite: `/${prefix}-reinvite`,
  role: `/${prefix}-role`,
  deactivate: `/${prefix}-deactivate`,
});
