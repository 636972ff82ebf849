/** Block ids of the fields that tell what a membership would be, and the ids of the inputs in them. */
export const TERMS_FIELDS = {
  role: 'role',
  primaryTeam: 'primary_team',
  secondaryTeams: 'secondary_teams',
  products: 'products',
  template: 'template',
  permissions: 'permissions',
} as const;

export type TermsField = (typeof TERMS_FIELDS)[keyof typeof TERMS_FIELDS];

/**
 * How often each field was set anew by us while the form was open. Slack keeps what a field holds as long as its block id stays:
 * a new id is the only way to fill in something else.
 */
export type Revisions = Readonly<Partial<Record<string, number>>>;

export const blockIdOf = (field: string, revisions: Revisions = {}): string => {
  const revision = revisions[field] ?? 0;
  return revision > 0 ? `${field}~${revision}` : field;
};

const parts = (blockId: string): { field: string; revision: number } => {
  const [, field = blockId, revision = '0'] = /^(.*)~(\d{1,4})$/.exec(blockId) ?? [];
  return { field, revision: Number(revision) };
};

/** `view.state.values` by field, whatever revision each of them has. */
export const byField = (values: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values ?? {}).map(([blockId, value]) => [parts(blockId).field, value]));

export const revisionsOf = (values: unknown): Revisions =>
  Object.fromEntries(
    Object.keys(values ?? {}).map((blockId) => {
      const { field, revision } = parts(blockId);
      return [field, revision];
    }),
  );

/** These fields are to hold something else when the form is shown again. */
export const revise = (revisions: Revisions, fields: readonly string[]): Revisions => ({
  ...revisions,
  ...Object.fromEntries(fields.map((field) => [field, (revisions[field] ?? 0) + 1])),
});

/** Errors by field as Slack wants them: by the block that holds the field now. */
export const byBlock = (errors: Readonly<Record<string, string>>, revisions: Revisions): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([field, error]) => [blockIdOf(field, revisions), error]));
