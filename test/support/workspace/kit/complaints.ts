import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (here, key) => (here === null || here === undefined ? undefined : (here as Record<PropertyKey, unknown>)[key]),
    value,
  );

const pointer = (prefix: string, path: readonly PropertyKey[]): string =>
  `[json-pointer:${[prefix, ...path.map(String)].join('/')}]`;

const article = (expected: string): string => (/^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`);

const sizeComplaint = (issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string => {
  if (issue.code === 'too_big') {
    if (issue.origin === 'string') return `must be less than ${Number(issue.maximum) + 1} characters`;
    if (issue.origin === 'array') return `no more than ${issue.maximum} items allowed`;
    return `must be at most ${issue.maximum}`;
  }
  if (issue.origin === 'string') return `must be more than ${Number(issue.minimum) - 1} characters`;
  if (issue.origin === 'array') return `must have at least ${issue.minimum} items`;
  return `must be at least ${issue.minimum}`;
};

const complaintsOf = (issue: Issue, value: unknown, prefix: string): string[] => {
  const parent = issue.path.slice(0, -1);
  const last = String(issue.path.at(-1) ?? '');
  const here = pointer(prefix, issue.path);
  const missing = issue.path.length > 0 && at(value, issue.path) === undefined && at(value, parent) !== undefined;
  switch (issue.code) {
    case 'too_small':
    case 'too_big':
      return [`${sizeComplaint(issue)} ${here}`];
    case 'unrecognized_keys':
      return issue.keys.map((key) => `invalid additional property: ${key} ${here}`);
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union': {
      if (missing) return [`missing required field: ${last} ${pointer(prefix, parent)}`];
      if (last === 'type' && issue.code !== 'invalid_type')
        return [`unsupported type: ${String(at(value, issue.path))} ${here}`];
      if (issue.code === 'invalid_type') return [`must provide ${article(issue.expected)} ${here}`];
      return [`${issue.message} ${here}`];
    }
    default:
      return [`${issue.message} ${here}`];
  }
};

/**
 * A zod error in Slack's own words, each with its JSON pointer: `must be less than 76 characters [json-pointer:/blocks/0/text/text]`.
 * @param prefix pointer of the value that was parsed, such as `/blocks` or `/view`
 */
export const complaints = (error: z.ZodError, value: unknown, prefix: string): string[] =>
  error.issues.flatMap((issue) => complaintsOf(issue, value, prefix));
