import type { State } from './state.ts';

export type Args = Readonly<Record<string, unknown>>;

/** The JSON body of a Web API answer. */
export type Answer = { ok: boolean; error?: string } & Record<string, unknown>;

/** One Web API method: reads the arguments, changes the state, answers. */
export type Method = (args: Args, state: State) => Answer;

export const answer = (fields: Record<string, unknown> = {}): Answer => ({ ok: true, ...fields });

export const refuse = (error: string, fields: Record<string, unknown> = {}): Answer => ({
  ok: false,
  error,
  ...fields,
});

/** A refusal with the complaints that Slack lists: `errors` for blocks, `response_metadata.messages` always. */
export const refuseContent = (error: string, complaints: readonly string[]): Answer =>
  refuse(error, {
    ...(error.startsWith('invalid_blocks') ? { errors: complaints } : {}),
    ...(complaints.length > 0 ? { response_metadata: { messages: complaints.map((one) => `[ERROR] ${one}`) } } : {}),
  });

/** A string argument; form bodies hold nothing else, JSON bodies may. */
export const textArg = (args: Args, name: string): string | undefined => {
  const value = args[name];
  return typeof value === 'string' ? value : value === undefined || value === null ? undefined : String(value);
};

/** A boolean argument, which a form body carries as `true` or `1`. */
export const flagArg = (args: Args, name: string): boolean | undefined => {
  const value = args[name];
  if (value === undefined) return undefined;
  return value === true || value === 'true' || value === '1' || value === 1;
};

/** An argument that is JSON text in a form body and already an object in a JSON body. `broken` if it is no JSON. */
export const jsonArg = (args: Args, name: string): { value: unknown } | 'broken' => {
  const value = args[name];
  if (typeof value !== 'string') return { value };
  if (value === '') return { value: undefined };
  try {
    return { value: JSON.parse(value) };
  } catch {
    return 'broken';
  }
};
