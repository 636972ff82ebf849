import { cut, escapeAddress, escapeText, namedDay, namedTime, slackDate } from './mrkdwn.ts';

/** How the same sentence is written for two surfaces: mrkdwn with dates in the reader's zone, or plain text. */
export type Pen = {
  /** Text of people: cut to `max` characters, made inert. */
  readonly say: (text: string, max?: number) => string;
  readonly address: (email: string) => string;
  readonly strong: (text: string) => string;
  readonly code: (text: string) => string;
  readonly at: (moment: Date) => string;
  readonly day: (moment: Date) => string;
};

/** What texts need beside the fact they tell. `command` is the root command as typed here, `/members`. */
export type Wording = { readonly pen: Pen; readonly organization: string; readonly command: string };

const longest = 100;

/** `zone` is the organization's: it words the fallback of clients that can't fill in dates. */
export const mrkdwnPen = (zone: string): Pen => ({
  say: (text, max = longest) => escapeText(cut(text, max)),
  address: (email) => escapeAddress(cut(email, 254)),
  strong: (text) => `*${escapeText(cut(text, longest))}*`,
  code: (text) => `\`${escapeText(cut(text, longest))}\``,
  at: (moment) => slackDate(moment, '{date_short_pretty} {time}', namedTime(moment, zone)),
  day: (moment) => slackDate(moment, '{date_short_pretty}', namedDay(moment, zone)),
});

/** For field errors, confirms and labels: no markup, the zone named. */
const plainPen = (zone: string): Pen => ({
  say: (text, max = longest) => cut(text, max),
  address: (email) => cut(email, 254),
  strong: (text) => cut(text, longest),
  code: (text) => cut(text, longest),
  at: (moment) => namedTime(moment, zone),
  day: (moment) => namedDay(moment, zone),
});

type OrganizationWords = { readonly name: string; readonly timeZone: string };

export const mrkdwnWording = (organization: OrganizationWords, command: string): Wording => ({
  pen: mrkdwnPen(organization.timeZone),
  organization: organization.name,
  command,
});

export const plainWording = (organization: OrganizationWords, command: string): Wording => ({
  pen: plainPen(organization.timeZone),
  organization: organization.name,
  command,
});
