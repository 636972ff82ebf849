import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import type { NoticeOutcome } from '../ports/posts.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

// Nothing will make these go through: a person or a channel that is out of reach.
const unreachable = words(
  'user_disabled user_not_found user_not_visible users_not_found cannot_dm_bot messages_tab_disabled channel_not_found ' +
    'not_in_channel is_archived access_denied no_permission team_access_not_granted ekm_access_denied ' +
    'slack_connect_file_link_sharing_blocked posting_to_general_channel_denied',
);

/** `restricted_action`, `restricted_action_read_only_channel` and others: who may post there is the workspace's own rule. */
const isRestricted = (code: string): boolean => code.startsWith('restricted_action');

const messageGone = words('message_not_found cant_update_message edit_window_closed is_inactive');

const transient = words(
  'ratelimited rate_limited message_limit_exceeded internal_error fatal_error request_timeout service_unavailable ' +
    'team_added_to_org accesslimited org_login_required',
);

/** What Slack answered in place of a result, its own code among it; undefined where it did not answer. */
export const slackError = (error: unknown): WebAPIPlatformError['data'] | undefined =>
  error instanceof WebAPIPlatformError ? error.data : undefined;

/** Slack's own code of an error, such as `user_disabled`; undefined where Slack did not answer at all. */
export const slackErrorCode = (error: unknown): string | undefined => slackError(error)?.error;

/**
 * What a failed call means for the message it was to send. Undefined for what nobody expects (a payload that Slack does not
 * take, a token that no longer counts): that is thrown on, logged, and stays in the queue for a person.
 */
export const noticeOutcome = (error: unknown): Exclude<NoticeOutcome, { kind: 'posted' }> | undefined => {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'try_later', cause: 'ratelimited', afterSeconds: error.retryAfter };
  }
  // No answer, or one that is not Slack's: the message may have been posted, which only the next try can tell.
  if (error instanceof WebAPIRequestError) return { kind: 'try_later', cause: 'no_answer', afterSeconds: null };
  if (error instanceof WebAPIHTTPError) {
    return { kind: 'try_later', cause: `http_${error.statusCode}`, afterSeconds: null };
  }
  const code = slackErrorCode(error);
  if (code === undefined) return undefined;
  if (messageGone.has(code)) return { kind: 'message_gone' };
  if (unreachable.has(code) || isRestricted(code)) return { kind: 'unreachable', cause: code };
  if (transient.has(code)) return { kind: 'try_later', cause: code, afterSeconds: null };
  return undefined;
};
