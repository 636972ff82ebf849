import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declineInvitation } from '../../src/services/decline-invitation.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import {
  type AddedMember,
  acceptLink,
  addMember,
  anAddress,
  askedBy,
  invitationOf,
  inviteInput,
} from '../support/records.ts';
import { startWeek, type Week } from './week.ts';

/** The clocks of Europe go back in the night to Sunday. */
const DAYS = [
  '2026-10-21',
  '2026-10-22',
  '2026-10-23',
  '2026-10-24',
  '2026-10-25',
  '2026-10-26',
  '2026-10-27',
  '2026-10-28',
];
const NAMES = ['Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Next Wed'];
const BERLIN = 'Europe/Berlin';

const moment = (text: string): Date => {
  const [, day = '', time = ''] = /^(.+) (\S+)$/.exec(text) ?? [];
  return DateTime.fromISO(`${DAYS[NAMES.indexOf(day)]}T${time}`, { zone: BERLIN }).toJSDate();
};
const clock = (at: Date, zone: string): string => {
  const local = DateTime.fromJSDate(at, { zone });
  return `${NAMES[DAYS.indexOf(local.toISODate() ?? '')]} ${local.toFormat('HH:mm')}`;
};

type Row = {
  /** By the clock of Berlin, where the organization is. */
  readonly sent: string;
  /** Where they are in Slack; null for people outside of it, who go by the clock of the organization. */
  readonly zone: string | null;
  readonly hours?: number;
  /** What they, or somebody else, did about it. */
  readonly acts?: readonly (readonly [string, 'accept' | 'decline' | 'stop' | 'bounce' | 'reinvite'])[];
  /** By the clock of where they are. */
  readonly reminded: readonly string[];
};

/** Ten people each. What comes due a moment after a quarter hour is seen at the next one. */
const rows: readonly Row[] = [
  { sent: 'Wed 09:00', zone: null, reminded: ['Wed 19:45 mail'] },
  { sent: 'Wed 14:00', zone: null, reminded: ['Wed 19:45 mail', 'Thu 10:30 mail'] },
  { sent: 'Wed 16:00', zone: BERLIN, reminded: ['Thu 08:00 dm', 'Thu 12:30 mail'] },
  { sent: 'Wed 16:00', zone: 'America/New_York', reminded: ['Wed 19:45 dm', 'Thu 08:00 mail'] },
  { sent: 'Wed 16:00', zone: 'Asia/Tokyo', reminded: ['Thu 11:15 dm', 'Thu 19:30 mail'] },
  { sent: 'Wed 16:00', zone: 'Asia/Kolkata', reminded: ['Thu 08:00 dm', 'Thu 16:00 mail'] },
  { sent: 'Wed 16:00', zone: 'Pacific/Auckland', reminded: ['Thu 15:15 dm', 'Thu 19:45 mail'] },
  { sent: 'Wed 20:00', zone: null, reminded: ['Thu 08:15 mail', 'Thu 16:30 mail'] },
  // Both moments lie in the outage, and the link ends before the morning after it is two hours old.
  { sent: 'Thu 10:00', zone: null, hours: 72, reminded: [] },
  // The first was missed and is not made up for, since the second comes in the morning.
  { sent: 'Thu 18:00', zone: null, hours: 72, reminded: ['Sun 08:00 mail'] },
  { sent: 'Fri 12:00', zone: BERLIN, reminded: [] },
  { sent: 'Fri 14:00', zone: null, hours: 168, reminded: ['Mon 19:45 mail'] },
  { sent: 'Fri 17:00', zone: BERLIN, hours: 72, reminded: ['Sun 08:00 dm', 'Mon 08:00 mail'] },
  // Twelve hours after one in the night it is noon: an hour came twice.
  { sent: 'Sun 01:00', zone: null, reminded: ['Sun 12:15 mail', 'Sun 19:45 mail'] },
  { sent: 'Sun 10:00', zone: null, reminded: ['Sun 19:45 mail', 'Mon 08:00 mail'] },
  { sent: 'Sun 16:00', zone: BERLIN, acts: [['Mon 09:00', 'accept']], reminded: ['Mon 08:00 dm'] },
  { sent: 'Sun 16:00', zone: null, acts: [['Mon 07:00', 'decline']], reminded: [] },
  { sent: 'Sun 16:00', zone: null, acts: [['Mon 09:00', 'stop']], reminded: ['Mon 08:00 mail'] },
  { sent: 'Sun 16:00', zone: null, acts: [['Sun 20:00', 'bounce']], reminded: [] },
  {
    sent: 'Sun 16:00',
    zone: null,
    acts: [
      ['Mon 10:00', 'reinvite'],
      ['Tue 10:00', 'reinvite'],
      ['Next Wed 10:00', 'reinvite'],
    ],
    // Five in thirty days: the newest link has none.
    reminded: ['Mon 08:00 mail', 'Mon 19:45 mail', 'Tue 08:00 mail', 'Tue 19:45 mail', 'Next Wed 08:00 mail'],
  },
];
const PEOPLE = 10;

type Invitee = { readonly row: Row; readonly email: string; readonly slackUserId: string | null };

let week: Week;
let invitees: readonly Invitee[];

beforeAll(async () => {
  const outage = { from: moment('Fri 18:00'), until: moment('Sun 00:00') };
  week = await startWeek({ from: moment('Wed 06:00'), outages: [outage] });
  const ada = await addMember(week.services);
  invitees = rows.flatMap((row) => Array.from({ length: PEOPLE }, () => newInvitee(row)));
  for (const row of rows) planRow(row, ada);
  await week.goOnUntil(moment('Next Wed 23:45'));
}, 300_000);
afterAll(() => week.stop());

const newInvitee = (row: Row): Invitee => {
  const email = anAddress();
  if (row.zone === null) return { row, email, slackUserId: null };
  const person = week.services.workspace.person({ firstName: 'Bob', email, tz: row.zone });
  return { row, email, slackUserId: person.id };
};

const planRow = (row: Row, ada: AddedMember): void => {
  const { services } = week;
  const emails = invitees.filter((invitee) => invitee.row === row).map(({ email }) => email);
  week.plan(moment(row.sent), async () => {
    await services.change({ invitation_lifetime_hours: row.hours ?? 24 });
    const asked = await askedBy(services, ada.person);
    const invited = await inviteMembers(services.deps, asked, await inviteInput(services, emails));
    expect(invited.ok && invited.value.rows.map(({ outcome }) => outcome)).toEqual(emails.map(() => 'invited'));
  });
  for (const [at, act] of row.acts ?? []) week.plan(moment(at), () => doAct(act, emails, ada));
};

const doAct = async (act: string, emails: readonly string[], ada: AddedMember): Promise<void> => {
  const { services } = week;
  if (act === 'reinvite') {
    const result = await reinvite(services.deps, await askedBy(services, ada.person), { kind: 'emails', emails });
    expect(result.ok && result.value.rows.map(({ outcome }) => outcome)).toEqual(emails.map(() => 'reinvited'));
    return;
  }
  for (const email of emails) {
    const invitation = await invitationOf(services, email);
    const { id, generation } = invitation;
    if (act === 'accept') await acceptLink(services, invitation);
    else if (act === 'bounce')
      await services.query("UPDATE delivery SET state = 'BOUNCED' WHERE invitation_id = $1", [id]);
    else {
      const proof = { kind: 'link', generation } as const;
      await declineInvitation(services.deps, {
        invitationId: id,
        proof,
        stop: act === 'stop',
        via: 'web',
        requestId: id,
      });
    }
  }
};

const REMINDER = /^Reminder: your invitation|still waits for you$/;

const remindersOf = ({ email, slackUserId }: Invitee) =>
  week.sent.filter(
    ({ to, text, way }) => (to === email || to === slackUserId) && way !== 'edit' && REMINDER.test(text),
  );
const zoneOf = ({ row }: Invitee): string => row.zone ?? BERLIN;

describe('a week of 200 invitations, with a change of the clocks and 30 hours without any process', () => {
  it.each(rows.map((row, index) => [row.sent, row.zone ?? 'by mail', index] as const))(
    'sent %s, to %s (row %d): who was reminded when, and how',
    (_sent, _where, index) => {
      const group = invitees.filter(({ row }) => row === rows[index]);
      expect(group).toHaveLength(PEOPLE);
      for (const invitee of group) {
        const reminded = remindersOf(invitee).map(({ at, way }) => `${clock(at, zoneOf(invitee))} ${way}`);
        expect(reminded).toEqual(invitee.row.reminded);
      }
    },
  );

  it('got nobody a reminder that the table does not have', () => {
    const all = week.sent.filter(({ text, way }) => way !== 'edit' && REMINDER.test(text));
    expect(all).toHaveLength(PEOPLE * rows.flatMap(({ reminded }) => reminded).length);
    expect(invitees).toHaveLength(200);
  });

  it('got nobody anything at night, more than five, or within four hours of another', () => {
    for (const invitee of invitees) {
      const times = remindersOf(invitee).map(({ at }) => at);
      expect(times.length).toBeLessThanOrEqual(5);
      for (const at of times) {
        const { hour } = DateTime.fromJSDate(at, { zone: zoneOf(invitee) });
        expect(hour).toBeGreaterThanOrEqual(8);
        expect(hour).toBeLessThan(20);
      }
      for (const [index, at] of times.slice(1).entries())
        expect(at.getTime() - (times[index]?.getTime() ?? 0)).toBeGreaterThanOrEqual(4 * 3_600_000);
    }
  });

  it('got nobody the same twice', async () => {
    const seen = week.sent
      .filter(({ way }) => way === 'mail')
      .map(({ at, to, text }) => `${at.toISOString()} ${to} ${text}`);
    expect(new Set(seen).size).toBe(seen.length);
    const ids = week.services.inbox.mails.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('showed Slack nothing that it would not take, and logged no error', () => {
    expect(week.services.workspace.refusals).toEqual([]);
    expect(week.services.workspace.warnings).toEqual([]);
    expect(week.services.logged('error')).toEqual([]);
  });
});
