import { DateTime } from 'luxon';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import { job } from '../../src/domain/job.ts';
import { startJobRunner } from '../../src/jobs/job-runner.ts';
import { changeSettings } from '../../src/services/change-settings.ts';
import { declineInvitation } from '../../src/services/decline-invitation.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { remindInvitees } from '../../src/services/remind-invitees.ts';
import { settingMark } from '../../src/services/setting-mark.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { openStoreClient } from '../../src/store/client.ts';
import { createStore } from '../../src/store/store.ts';
import {
  type AddedMember,
  acceptLink,
  addMember,
  anAddress,
  askedBy,
  auditOf,
  invite,
  inviteInput,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import type { Person } from '../support/workspace/person.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
beforeEach(() => setClock('Mon 10:30'));
afterEach(async () => {
  services.workspace.faults.clear();
  services.inbox.refuse(undefined);
  await services.query("UPDATE invitation SET status = 'WITHDRAWN', decided_at = usher_now() WHERE status = 'PENDING'");
  await services.clearJobs();
  expect(services.workspace.refusals).toEqual([]);
  expect(services.workspace.warnings).toEqual([]);
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

/** In the week of Monday, 5 October 2026, by the clock of Berlin, where the organization is. */
const moment = (text: string): Date => {
  const [day = '', time = ''] = text.split(' ');
  const date = 5 + ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(day);
  return DateTime.fromISO(`2026-10-${String(date).padStart(2, '0')}T${time}`, { zone: 'Europe/Berlin' }).toJSDate();
};
const setClock = (text: string) => services.setClock(moment(text));

/** All that is due at this moment is done. */
const at = async (text: string): Promise<void> => {
  await setClock(text);
  await remindInvitees(services.deps);
  await services.runJobs();
};

/** Sent on Monday at half past ten, for a day: reminded on Monday at 19:45 and on Tuesday at 08:00. */
const invited = async (email = anAddress()): Promise<InvitationRecord> => {
  const invitation = await invite(services, ada, email);
  await services.runJobs();
  return invitation;
};
const inSlack = (given: { tz?: string; name?: string } = {}): Person => {
  const email = anAddress('bob');
  return services.workspace.person({ firstName: given.name ?? 'Bob', email, tz: given.tz ?? 'Europe/Berlin' });
};
const mailsTo = (email: string) => services.inbox.mailsTo(email).slice(1);
const remindersTo = (person: Person) => person.messages().filter(({ text }) => text.includes('still waits for you'));
const reminders = ({ id }: InvitationRecord) =>
  services.query<{ ordinal: number; channel: string; state: string; cause: string | null; generation: number }>(
    `SELECT ordinal, channel::text, state::text, cause, generation FROM reminder WHERE invitation_id = $1 ORDER BY generation, ordinal`,
    [id],
  );

describe('somebody outside of Slack who does not answer', () => {
  it('is reminded twice by mail, with the same link, as part of the first mail’s thread, and no more', async () => {
    const { id, email } = await invited();
    const [first] = services.inbox.mailsTo(email);
    await at('Mon 19:44');
    expect(mailsTo(email)).toEqual([]);
    await at('Mon 19:46');
    await at('Tue 07:59');
    expect(mailsTo(email)).toHaveLength(1);
    await at('Tue 08:00');
    await at('Tue 10:29');
    await at('Wed 12:00');
    const mails = mailsTo(email);
    expect(mails).toMatchObject([
      {
        messageId: `<invitation-${id}-g1-r1@usher.example.com>`,
        inReplyTo: first?.messageId,
        references: first?.messageId,
      },
      {
        messageId: `<invitation-${id}-g1-r2@usher.example.com>`,
        inReplyTo: first?.messageId,
        references: first?.messageId,
      },
    ]);
    const [link] = first?.links ?? [];
    for (const mail of mails) {
      expect(mail.links).toContain(link);
      expect(mail.from?.name).toBe('Ada Example via Example Org');
      expect(mail.text).toMatch(
        /Ada Example \(.*\) invited you .* until Tuesday, 6 October 2026, 10:30 \(Europe\/Berlin/s,
      );
      expect(mail.raw).toContain(`List-Unsubscribe: <${link}/stop>`);
      expect(mail.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    }
    expect(mails[0]?.text).toContain('once more at most');
    expect(mails[1]?.text).toContain('the last time');
    expect(await auditOf(services, { target: id, action: 'invitation.remind' })).toMatchObject([
      { actorKind: 'SYSTEM', changed: { ordinal: 1, channel: 'EMAIL', generation: 1 } },
      { actorKind: 'SYSTEM', changed: { ordinal: 2, channel: 'EMAIL', generation: 1 } },
    ]);
  });
});

describe('somebody of the workspace who does not answer', () => {
  it('is reminded in Slack first, then by mail; once they answer, no button stays', async () => {
    const bob = inSlack();
    const invitation = await invited(bob.email);
    await at('Mon 19:45');
    expect(remindersTo(bob)).toMatchObject([{ buttons: expect.arrayContaining(['Accept', 'No, thanks']) }]);
    expect(remindersTo(bob)[0]?.text).toMatch(/Ada Example invited you\. The invitation above says/);
    await at('Tue 08:00');
    expect(remindersTo(bob)).toHaveLength(1);
    expect(services.inbox.mailsTo(bob.email)).toHaveLength(1);
    expect((await acceptLink(services, invitation)).ok).toBe(true);
    await services.runJobs();
    expect(
      bob
        .messages()
        .filter(({ text }) => /invit/.test(text))
        .map(({ buttons }) => buttons),
    ).toEqual([[], []]);
  });

  it('is reminded by the clock of where they are', async () => {
    // Half of its life is over at half past four there, when it is night here.
    const eve = inSlack({ tz: 'America/New_York', name: 'Eve' });
    await invited(eve.email);
    for (const time of ['Mon 14:00', 'Mon 19:45']) await at(time);
    expect(remindersTo(eve)).toEqual([]);
    await at('Mon 22:31');
    expect(remindersTo(eve)).toHaveLength(1);
  });

  it('when it is night where they are by now, is written to in the morning', async () => {
    const bob = inSlack();
    const invitation = await invited(bob.email);
    await setClock('Mon 19:45');
    await remindInvitees(services.deps);
    await bob.update({ tz: 'Asia/Tokyo' });
    await services.runJobs();
    expect(await reminders(invitation)).toEqual([]);
    await at('Mon 19:50');
    // Eight in Tokyo is one in the morning in Berlin.
    await at('Tue 00:59');
    expect(remindersTo(bob)).toEqual([]);
    await at('Tue 01:00');
    expect(remindersTo(bob)).toHaveLength(1);
  });

  it('when Slack cannot reach them, is reminded by mail', async () => {
    const bob = inSlack();
    const invitation = await invited(bob.email);
    services.workspace.faults.answer('chat.postMessage', 'user_disabled');
    await at('Mon 19:45');
    expect(await reminders(invitation)).toMatchObject([{ channel: 'EMAIL', state: 'SENT' }]);
    expect(services.inbox.mailsTo(bob.email)).toHaveLength(1);
  });

  it('when Slack asks to wait, is reminded then, once', async () => {
    const bob = inSlack();
    await invited(bob.email);
    services.workspace.limits.next('chat.postMessage', { retryAfter: 30 });
    await at('Mon 19:45');
    expect(remindersTo(bob)).toEqual([]);
    await services.runJobs({ hurry: true });
    expect(remindersTo(bob)).toHaveLength(1);
  });
});

describe('nobody is reminded', () => {
  const decline = (invitationId: string, stop: boolean) =>
    declineInvitation(services.deps, {
      invitationId,
      proof: { kind: 'link', generation: 1 },
      stop,
      via: 'web',
      requestId: 'r1',
    });
  const set = (sql: string) => (invitation: InvitationRecord) => services.query(sql, [invitation.id]);

  it.each<[string, (invitation: InvitationRecord) => Promise<unknown>, string]>([
    ['who accepted', (invitation) => acceptLink(services, invitation), 'answered'],
    ['who declined', ({ id }) => decline(id, false), 'answered'],
    ['who wants no more mail', ({ id }) => decline(id, true), 'answered'],
    [
      'whose invitation was withdrawn',
      async ({ id }) => withdraw(services.deps, await askedBy(services, ada.person), { kind: 'ids', ids: [id] }),
      'answered',
    ],
    ['whose mail came back', set("UPDATE delivery SET state = 'BOUNCED' WHERE invitation_id = $1"), 'not_wanted'],
    [
      'whose link was replaced',
      async ({ email }) =>
        reinvite(services.deps, await askedBy(services, ada.person), { kind: 'emails', emails: [email] }),
      'answered',
    ],
    [
      'whose address asked elsewhere not to be written to',
      ({ emailKey }) =>
        services.query('INSERT INTO address_preference (id, email_key) VALUES (gen_random_uuid(), $1)', [emailKey]),
      'not_wanted',
    ],
    [
      'of a role that its issuer can no longer give',
      async () =>
        services.query("UPDATE membership SET status = 'DEACTIVATED', ended_at = now() WHERE id = $1", [
          ada.membershipId,
        ]),
      'issuer_lost_right',
    ],
  ])('%s, neither when it is due nor when it is on its way', async (_who, end, cause) => {
    const [before, meanwhile] = [await invited(), await invited()];
    const isStillLooked = cause === 'issuer_lost_right';
    if (!isStillLooked) await end(before);
    await setClock('Mon 19:45');
    await remindInvitees(services.deps);
    expect(await reminders(before)).toHaveLength(isStillLooked ? 1 : 0);
    expect(await reminders(meanwhile)).toMatchObject([{ state: 'QUEUED' }]);
    await end(meanwhile);
    await services.runJobs();
    await services.query("UPDATE membership SET status = 'ACTIVE', ended_at = NULL WHERE id = $1", [ada.membershipId]);
    expect(await reminders(meanwhile)).toMatchObject([{ state: 'DROPPED', cause, generation: 1 }]);
    for (const { email } of [before, meanwhile])
      expect(services.inbox.mailsTo(email).filter(({ subject }) => subject?.startsWith('Reminder'))).toEqual([]);
  });

  it('whom the link never reached, or to whom it was handed over', async () => {
    services.inbox.refuse({ code: 550, text: 'No such user' });
    const [lost, handed] = [await invited(), await invited()];
    services.inbox.refuse(undefined);
    await services.query("UPDATE delivery SET channel = 'COPY', state = 'SENT' WHERE invitation_id = $1", [handed.id]);
    await services.query('UPDATE invitation SET sent_at = usher_now(), remind_at = usher_now() WHERE id = ANY($1)', [
      [lost.id, handed.id],
    ]);
    await at('Mon 19:45');
    expect([...(await reminders(lost)), ...(await reminders(handed))]).toEqual([]);
  });

  it('while reminders are off; once they are on again, those that wait are', async () => {
    const { email } = await invited();
    const turn = async (value: boolean) => {
      const change = { field: 'remindersOn', value, seen: settingMark(!value) } as const;
      const changed = await changeSettings(services.deps, await askedBy(services, ada.person), [change]);
      expect(changed.ok).toBe(true);
    };
    await turn(false);
    await at('Mon 19:45');
    expect(mailsTo(email)).toEqual([]);
    await turn(true);
    await at('Mon 19:50');
    expect(mailsTo(email)).toHaveLength(1);
  });

  it('more often than the cap of 30 days; what was left out says why', async () => {
    const undo = await services.change({ automatic_message_cap: 1 });
    const invitation = await invited();
    await at('Mon 19:45');
    await at('Tue 08:00');
    expect(await reminders(invitation)).toMatchObject([{ state: 'SENT' }, { state: 'DROPPED', cause: 'cap_reached' }]);
    expect(mailsTo(invitation.email)).toHaveLength(1);
    await undo();
  });

  it('twice for an outage, nor when it is too late', async () => {
    const invitation = await invited();
    await at('Tue 08:00');
    expect(await reminders(invitation)).toMatchObject([{ ordinal: 2, state: 'SENT' }]);
    await setClock('Mon 10:30');
    const overslept = await invited();
    await at('Tue 08:40');
    expect(await reminders(overslept)).toEqual([]);
  });

  it('by a mail that cannot go out in time; nobody is told of it, and the story has it', async () => {
    const invitation = await invited();
    services.inbox.refuse({ code: 451, text: 'Later' });
    await at('Mon 19:45');
    expect(await reminders(invitation)).toMatchObject([{ state: 'QUEUED', cause: 'mail_temporarily_refused' }]);
    const told = ada.person.messages().length;
    await services.lastTry();
    await services.runJobs({ hurry: true });
    expect(await reminders(invitation)).toMatchObject([{ state: 'FAILED', cause: 'gave_up' }]);
    expect(ada.person.messages()).toHaveLength(told);
  });

  it('a second time by a job that comes twice', async () => {
    const invitation = await invited();
    await at('Mon 19:45');
    const again = { invitationId: invitation.id, generation: 1, ordinal: 1, requestId: 'r1' } as const;
    await services.deps.store.enqueue(job('send-reminder', again));
    await services.runJobs();
    expect(mailsTo(invitation.email)).toHaveLength(1);
  });
});

describe('four processes that look at the same moment', () => {
  it('send each reminder once', async () => {
    const emails = Array.from({ length: 12 }, () => anAddress());
    const input = await inviteInput(services, emails);
    expect((await inviteMembers(services.deps, await askedBy(services, ada.person), input)).ok).toBe(true);
    await services.runJobs();
    await setClock('Mon 19:45');
    const clients = Array.from({ length: 4 }, () => openStoreClient(services.url, services.deps.log));
    const runners = await Promise.all(
      clients.map((client) =>
        startJobRunner(services.url, { ...services.deps, store: createStore(client) }, { minuteMs: 500 }),
      ),
    );
    const isOver = async () => {
      const sent = emails.flatMap((email) => mailsTo(email));
      return sent.length >= emails.length && (await services.waitingJobs('send-reminder')).length === 0;
    };
    await expect.poll(isOver, { timeout: 40_000 }).toBe(true);
    await Promise.all(runners.map((runner) => runner.stop()));
    await Promise.all(clients.map((client) => client.close()));
    expect(emails.map((email) => mailsTo(email).length)).toEqual(emails.map(() => 1));
  });
});

describe('a new link', () => {
  it('has reminders of its own', async () => {
    const invitation = await invited();
    await at('Mon 19:45');
    await setClock('Tue 07:00');
    await reinvite(services.deps, await askedBy(services, ada.person), { kind: 'emails', emails: [invitation.email] });
    await services.runJobs();
    await at('Tue 08:00');
    expect(await reminders(invitation)).toMatchObject([{ generation: 1 }]);
    await at('Tue 19:01');
    expect(await reminders(invitation)).toMatchObject([
      { generation: 1, ordinal: 1, state: 'SENT' },
      { generation: 2, ordinal: 1, state: 'SENT' },
    ]);
  });
});
