import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { type Job, type JobName, type JobPayloads, job } from '../../src/domain/job.ts';
import { jobSpec } from '../../src/domain/job-specs.ts';
import { handlers, jobNames, payloadSchemas } from '../../src/jobs/handlers.ts';

const requestId = uuidv7();
const id = uuidv7();

/** One payload of each kind, as those who enqueue it make it. A new job does not compile until it has one. */
const payloads: { readonly [Name in JobName]: JobPayloads[Name] } = {
  'deliver-invitation': { invitationId: id, generation: 1, byMail: false, requestId },
  'send-reminder': { invitationId: id, generation: 1, ordinal: 2, requestId },
  'announce-batch': { batchId: id, requestId },
  'announce-link': { organizationId: uuidv7(), linkId: id, requestId },
  'announce-join': { organizationId: uuidv7(), teamId: id, day: '2026-03-02', requestId },
  'announce-team': { organizationId: uuidv7(), teamId: id, day: '2026-03-02', requestId },
  'welcome-member': { membershipId: id, way: 'dm', requestId },
  'ask-new-link': { invitationId: id, generation: 3, requestId },
  'announce-admin': { membershipId: id, grantedById: id, requestId },
  'settle-card': { invitationId: id, requestId },
  'revive-card': { invitationId: id, requestId },
  'tell-role-change': { organizationId: uuidv7(), auditEventId: id, requestId },
  'tell-pause': { organizationId: uuidv7(), pauseId: id, requestId },
  'rewrite-card': { invitationId: id, requestId },
  'announce-request': { organizationId: uuidv7(), joinRequestId: id, requestId },
  'answer-request': { organizationId: uuidv7(), joinRequestId: id, requestId },
  'send-roster': { organizationId: uuidv7(), membershipId: uuidv7(), exportId: id, requestId },
  'announce-export': { organizationId: uuidv7(), membershipId: uuidv7(), exportId: id, requestId },
  'announce-digest': { organizationId: id, day: '2026-03-02', requestId },
  'announce-week': { organizationId: id, monday: '2026-03-02', requestId },
  'mail-slack-stop': { organizationId: uuidv7(), membershipId: id, requestId },
  'mail-code': { identityCodeId: id, requestId },
  'mail-join-code': { joinCodeId: id, requestId },
  'look-at-slack-user': { teamId: 'T1', userId: 'U1', requestId },
  'look-at-newcomer': { teamId: 'T1', userId: 'U1', requestId },
  'announce-happening': { organizationId: uuidv7(), happeningId: id, requestId },
  'announce-addresses': { organizationId: id, day: '2026-03-02', requestId },
  'settle-happenings': { requestId },
  'send-import': { organizationId: uuidv7(), importId: id, requestId },
  'announce-import': { organizationId: uuidv7(), importId: id, requestId },
  'send-import-file': { organizationId: uuidv7(), membershipId: uuidv7(), ofImportId: uuidv7(), fileId: id, requestId },
};

const names = Object.keys(payloads) as JobName[];
const jobOf = (name: JobName): Job => job(name, payloads[name]);

/** Values that no field of a payload may have. */
const wrong: Readonly<Record<string, readonly unknown[]>> = {
  generation: ['1', 1.5, null, undefined],
  ordinal: [0, 3, '1', null, undefined],
  byMail: ['false', 0, undefined],
  day: ['2026-3-2', '2026-02-30', '2026-03-02T00:00:00Z', 7, undefined],
  monday: ['2026-3-2', '2026-02-30', '2026-03-02T00:00:00Z', 7, undefined],
  // Nobody in particular: by an invitation.
  grantedById: ['', 'bo@example.com', 7],
  // The template.
  ofImportId: ['', 'bo@example.com', 7, undefined],
  way: ['sms', '', null, undefined],
  requestId: ['x'.repeat(65), 7, null, undefined],
};
const wrongIds = ['', 'bo@example.com', `${id}0`, 7, null, undefined];

describe('every job', () => {
  it('has a handler, a schema and a spec', () => {
    expect([...jobNames].sort()).toEqual([...names].sort());
    expect(Object.keys(payloadSchemas).sort()).toEqual([...names].sort());
    for (const name of names) {
      expect(handlers[name]).toBeTypeOf('function');
      expect(jobSpec(jobOf(name)).maxAttempts).toBeGreaterThan(1);
    }
  });

  it.each(names)('%s takes what is enqueued, as it comes out of the queue', (name) => {
    const fromQueue = JSON.parse(JSON.stringify(payloads[name]));
    expect(payloadSchemas[name].parse(fromQueue)).toEqual(payloads[name]);
  });

  it.each(names.flatMap((name) => Object.keys(payloads[name]).map((field) => [name, field] as const)))(
    '%s refuses a wrong %s',
    (name, field) => {
      const values = wrong[field] ?? wrongIds;
      const taken = values.filter(
        (value) => payloadSchemas[name].safeParse({ ...payloads[name], [field]: value }).success,
      );
      expect(taken).toEqual([]);
    },
  );

  it.each(names)('%s refuses what is no payload at all', (name) => {
    const taken = [null, undefined, 'text', 7, [], {}].filter((value) => payloadSchemas[name].safeParse(value).success);
    expect(taken).toEqual([]);
  });

  it.each(names)('%s carries ids only: whatever else a payload holds is dropped', (name) => {
    const parsed = payloadSchemas[name].parse({ ...payloads[name], email: 'bo@example.com' });
    expect(parsed).not.toHaveProperty('email');
  });

  it('knows the three ways of a welcome', () => {
    const ways = ['dm', 'mail', 'added'].map((way) =>
      payloadSchemas['welcome-member'].safeParse({ membershipId: id, way, requestId }),
    );
    expect(ways.map(({ success }) => success)).toEqual([true, true, true]);
  });
});

describe('jobSpec', () => {
  it('runs what a person waits for before what only tells', () => {
    const order = names.map((name) => [name, jobSpec(jobOf(name)).priority] as const);
    const priorities = Object.fromEntries(order);
    expect(priorities['mail-code']).toBeLessThan(priorities['deliver-invitation'] ?? 0);
    for (const name of ['announce-batch', 'announce-join', 'announce-admin', 'settle-card'] as const) {
      expect(priorities[name]).toBeGreaterThan(priorities['deliver-invitation'] ?? 0);
    }
    // One of thousands comes after whatever anybody waits for.
    const bulk = jobSpec(job('deliver-invitation', { ...payloads['deliver-invitation'], isBulk: true })).priority;
    expect(bulk).toBeGreaterThan(Math.max(...order.map(([, priority]) => priority)));
  });

  it('tries a delivery for longer than a link lives, and gives up on a code soon', () => {
    const secondsOf = (attempts: number): number =>
      Array.from({ length: attempts - 1 }, (_, index) => Math.exp(Math.min(10, index + 1))).reduce((a, b) => a + b, 0);
    expect(secondsOf(jobSpec(jobOf('deliver-invitation')).maxAttempts)).toBeGreaterThan(12 * 3600);
    expect(secondsOf(jobSpec(jobOf('mail-code')).maxAttempts)).toBeLessThan(10 * 60);
    // The queue's own default is 25 attempts: four days.
    for (const name of names) expect(jobSpec(jobOf(name)).maxAttempts).toBeLessThan(25);
  });

  it('gives a queue to those that edit one message, and a key to those that are the same job when asked for again', () => {
    const editing = [
      'announce-batch',
      'announce-link',
      'announce-join',
      'announce-team',
      'settle-card',
      'revive-card',
      'tell-pause',
      'rewrite-card',
      'announce-request',
      'announce-digest',
      'announce-happening',
      'announce-addresses',
      'send-import',
      'announce-import',
    ];
    expect(names.filter((name) => jobSpec(jobOf(name)).queue !== null)).toEqual(editing);
    // Each of what can be undone waits for itself.
    const folded = ['look-at-slack-user', 'look-at-newcomer', 'settle-happenings', 'deliver-invitation'];
    const keyed = names.filter((name) => jobSpec(jobOf(name)).key !== null);
    expect(keyed.sort()).toEqual([...folded, ...editing.filter((name) => name !== 'announce-team')].sort());
  });

  it('tells the deliveries of two links, and of the two ways of one link, apart', () => {
    const first = payloads['deliver-invitation'];
    const keyOf = (given: Partial<typeof first>) => jobSpec(job('deliver-invitation', { ...first, ...given })).key;
    const keys = [keyOf({}), keyOf({ byMail: true }), keyOf({ generation: 2 }), keyOf({ invitationId: uuidv7() })];
    expect(new Set(keys).size).toBe(4);
    expect(keyOf({ requestId: uuidv7() })).toBe(keys[0]);
  });

  it('folds jobs about one subject into one, and no others', () => {
    const other = uuidv7();
    const keys = [
      job('announce-batch', { batchId: id, requestId }),
      job('announce-batch', { batchId: other, requestId }),
      job('settle-card', { invitationId: id, requestId }),
      job('settle-card', { invitationId: other, requestId }),
    ].map((given) => jobSpec(given).key);
    expect(new Set(keys).size).toBe(4);
    expect(jobSpec(job('announce-batch', { batchId: id, requestId: uuidv7() })).key).toBe(keys[0]);
  });

  it('keeps the days of a team apart: the post of Friday is not lost to a join of Monday', () => {
    const onDay = (day: string) => jobSpec(job('announce-join', { ...payloads['announce-join'], day }));
    expect(onDay('2026-03-06').key).not.toBe(onDay('2026-03-09').key);
    expect(onDay('2026-03-06').key).toBe(onDay('2026-03-06').key);
    expect(onDay('2026-03-06').queue).toBe(onDay('2026-03-09').queue);
  });

  it('shares 64 queues a kind, whatever the id', () => {
    const queues = Array.from(
      { length: 2_000 },
      () => jobSpec(job('settle-card', { invitationId: uuidv7(), requestId })).queue,
    );
    expect(new Set(queues).size).toBe(64);
    expect(queues.filter((queue) => !/^card:\d{1,2}$/.test(queue ?? ''))).toEqual([]);
  });

  it('waits a moment with what many changes at once edit, and with nothing else', () => {
    const waiting = names.filter((name) => jobSpec(jobOf(name)).delayMs > 0);
    const looking = ['look-at-slack-user', 'look-at-newcomer', 'announce-addresses'];
    const editing = [
      'announce-batch',
      'announce-link',
      'announce-join',
      'announce-team',
      'announce-digest',
      'announce-import',
    ];
    expect(waiting.sort()).toEqual([...editing, ...looking].sort());
    // What can be undone is told when it no longer can.
    expect(jobSpec(jobOf('announce-team')).delayMs).toBeGreaterThan(600_000);
  });
});
