import { type Answer, type Args, refuse } from './answer.ts';
import { METHODS } from './methods/all.ts';
import { scopesFor } from './scopes.ts';
import type { State } from './state.ts';

/** Errors that mean the app sent something Slack would never show. */
const CONTENT_ERRORS: ReadonlySet<string> = new Set([
  'invalid_arguments',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'invalid_metadata_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'too_many_attachments',
  'view_too_large',
]);

const authRefusal = (token: string | undefined, state: State): string | undefined => {
  if (!token) return 'not_authed';
  if (token !== state.app.token) return 'invalid_auth';
  return state.token === 'good' ? undefined : state.token;
};

const complaintsOf = (refused: Answer): string => {
  const metadata = refused['response_metadata'] as { messages?: string[] } | undefined;
  return metadata?.messages?.join('; ') ?? '';
};

/** One Web API call from method name to answer: known, authorized, in scope, and then the method itself. */
export const callMethod = (name: string, args: Args, token: string | undefined, state: State): Answer => {
  const method = METHODS.get(name);
  if (!method) return refuse('unknown_method', { req_method: name });
  const unauthorized = authRefusal(token, state);
  if (unauthorized) return refuse(unauthorized);
  const needed = scopesFor(name);
  if (needed.length > 0 && !needed.some((scope) => state.scopes.has(scope)))
    return refuse('missing_scope', { needed: needed.join(','), provided: [...state.scopes].join(',') });
  const answered = method(args, state);
  if (answered.error && CONTENT_ERRORS.has(answered.error))
    state.refusals.push(`${name}: ${answered.error}: ${complaintsOf(answered)}`);
  return answered;
};
