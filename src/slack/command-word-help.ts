/** What `help` says about a word. `usage` and `examples` follow the command's name and a space. */
export type CommandWordHelp = {
  readonly usage: string;
  readonly does: string;
  readonly examples: readonly string[];
  readonly for: 'anyone' | 'admins';
};
