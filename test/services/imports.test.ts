import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ImportRow } from '../../src/domain/import.ts';
import { announceImport } from '../../src/services/announce-import.ts';
import { cancelImport } from '../../src/services/cancel-import.ts';
import { openImport } from '../../src/services/open-import.ts';
import { readImport } from '../../src/services/read-import.ts';
import { readRosterFile } from '../../src/services/read-roster-file.ts';
import { refreshImport } from '../../src/services/refresh-import.ts';
import { resumeImports } from '../../src/services/resume-imports.ts';
import { sendImport } from '../../src/services/send-import.ts';
import { discardImport, startImport } from '../../src/services/start-import.ts';
import { type AddedMember, addMember, anAddress, askedBy, invite, roleId } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services, { email: 'Ada@example.com' });
  await services.change({ daily_invitation_cap: 5000 });
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

type Given = { readonly by?: AddedMember; readonly role?: string; readonly key?: string };

const open = async (text: string, { by = ada, role = 'Member', key }: Given = {}) => {
  const read = await readRosterFile(Buffer.from(text));
  if (!read.ok) throw new Error(read.refusal.kind);
  const asked = await askedBy(services, by.person, key === undefined ? {} : { idempotencyKey: key });
  return openImport(services.deps, asked, {
    ...{ source: 'file', title: 'people.csv', roster: read.value, isEncodingGuessed: false },
    terms: {
      ...{ roleId: await roleId(services, role), primaryTeamId: null, secondaryTeamIds: [], productIds: [] },
      ...{ permissionIds: [], templateId: null, note: null, sendAfter: null },
    },
  });
};

const opened = async (text: string, given: Given = {}): Promise<string> => {
  const result = await open(text, given);
  if (!result.ok) throw new Error(result.refusal.kind);
  return result.value.importId;
};

const preview = async (importId: string, by = ada) =>
  found(await readImport(services.deps, (await askedBy(services, by.person)).context, importId));

/** `line fate reason`, in the order in which they are shown. */
const fatesOf = (rows: readonly ImportRow[]): string[] =>
  rows.map(({ line, decided }) => {
    const why = decided.fate === 'noted' ? decided.warnings.map(({ kind }) => kind).join(' ') : undefined;
    const reason =
      decided.fate === 'refused' ? decided.reason.kind : decided.fate === 'unreadable' ? decided.reason : why;
    return [line, decided.fate, reason].filter((each) => each !== undefined && each !== '').join(' ');
  });

const start = async (importId: string, by = ada) =>
  startImport(services.deps, await askedBy(services, by.person), importId);
const recordOf = async (importId: string) =>
  found(await services.deps.store.findImport(services.organizationId, importId));
const invitationsOf = (importId: string) =>
  services.query<{ email: string; role: string; team: string | null; products: string[] }>(
    `SELECT i.email, r.name AS role, t.name AS team, ARRAY(SELECT p.name FROM invitation_product ip JOIN product p
        ON p.id = ip.product_id WHERE ip.invitation_id = i.id ORDER BY 1) AS products
     FROM invitation i JOIN role r ON r.id = i.role_id LEFT JOIN team t ON t.id = i.primary_team_id
     WHERE i.batch_id = $1 ORDER BY i.email_key`,
    [importId],
  );
const people = (count: number): string => `email\n${Array.from({ length: count }, () => anAddress('many')).join('\n')}`;
/** One run of the job for the next chunk. */
const chunk = (importId: string) =>
  sendImport(services.deps, { organizationId: services.organizationId, importId, requestId: 'r1' });

describe('a preview', () => {
  it('decides every row before anything is sent, what cannot be sent first', async () => {
    const pending = (await invite(services, ada, anAddress('pending'))).email;
    await services.clearJobs();
    const text = [
      'Email,First name,Role',
      `${anAddress('new')},Grace,`,
      'nobody at all,,',
      'ADA@example.com,,',
      `${pending},,`,
      'info@example.org,,',
      'ada.l@gmial.com,,',
      'twice@example.org,,',
      'Twice@example.org,,',
      `${anAddress('role')},,Emperor`,
      `${anAddress('admin')},,adm`,
    ].join('\n');
    const importId = await opened(text);
    const { rows, counts, remainingToday } = await preview(importId);
    expect(fatesOf(rows)).toEqual([
      '3 unreadable no_address',
      '4 refused oneself',
      '5 refused already_pending',
      '10 refused no_such_role',
      '6 noted role_mailbox',
      '7 noted likely_slip',
      '9 repeated',
      '2 clear',
      '8 clear',
      '11 clear',
    ]);
    expect(rows[1]?.decided).toMatchObject({ reason: { knownAs: 'Ada@example.com' } });
    expect(rows[6]?.decided).toMatchObject({ ofLine: 8, differsInCase: true });
    expect(counts).toEqual({ unreadable: 1, refused: 3, noted: 2, repeated: 1, clear: 3 });
    expect(remainingToday).toBe(4999);
    expect(await services.waitingJobs()).toEqual([]);
    expect(await invitationsOf(importId)).toEqual([]);
  });

  it('is kept, shown to whoever made it, and decided anew when time has passed', async () => {
    const email = anAddress();
    const importId = await opened(`email\n${email}`);
    const grace = await addMember(services);
    const { context } = await askedBy(services, grace.person);
    expect(await readImport(services.deps, context, importId)).toBeNull();
    expect(await readImport(services.deps, context, null)).toBeNull();
    await invite(services, grace, email);
    const asked = await askedBy(services, ada.person);
    await refreshImport(services.deps, asked, (await preview(importId)).record);
    expect(fatesOf((await preview(importId)).rows)).toEqual(['2 clear']);
    await services.query("UPDATE import SET decided_at = usher_now() - interval '2 minutes' WHERE id = $1", [importId]);
    await refreshImport(services.deps, asked, (await preview(importId)).record);
    expect(fatesOf((await preview(importId)).rows)).toEqual(['2 refused already_pending']);
    expect(await start(importId)).toEqual({ ok: false, refusal: { kind: 'import_of_nobody' } });
  });

  it('of the same submission delivered twice is one, and of the same list takes the place of the one that waited', async () => {
    const text = people(2);
    const first = await opened(text, { key: 'twice' });
    expect(await opened(text, { key: 'twice' })).toBe(first);
    const second = await opened(text);
    expect((await recordOf(first)).state).toBe('DISCARDED');
    expect((await recordOf(second)).state).toBe('OPEN');
    expect(await services.query('SELECT FROM import_row WHERE import_id = $1', [first])).toEqual([]);
  });

  it('that was put away is not sent, and its people are forgotten', async () => {
    const importId = await opened(people(2));
    const asked = await askedBy(services, ada.person);
    expect(await discardImport(services.deps, asked, importId)).toEqual({ ok: true, value: null });
    expect(await start(importId)).toEqual({
      ok: false,
      refusal: { kind: 'import_decided', state: 'DISCARDED' },
    });
    expect(await services.query('SELECT FROM import_row WHERE import_id = $1', [importId])).toEqual([]);
  });

  it('of somebody else is nobody’s to send or to put away', async () => {
    const grace = await addMember(services);
    const importId = await opened(people(1));
    expect(await start(importId, grace)).toMatchObject({ ok: false, refusal: { kind: 'import_unknown' } });
    const asked = await askedBy(services, grace.person);
    expect(await discardImport(services.deps, asked, importId)).toMatchObject({ ok: false });
  });

  it('is not shown any more when it was put away while it was being read', async () => {
    const importId = await opened(people(2));
    const asked = await askedBy(services, ada.person);
    const { store } = services.deps;
    const findFormOptions = async (organizationId: string) => {
      expect(await discardImport(services.deps, asked, importId)).toMatchObject({ ok: true });
      return store.findFormOptions(organizationId);
    };
    const reading = { ...services.deps, store: { ...store, findFormOptions } };
    expect(await readImport(reading, asked.context, importId)).toBeNull();
  });
});

describe('an import that is sent', () => {
  it('gives each row what it says, and the rest what the form says', async () => {
    await services.query(
      `INSERT INTO team (id, organization_id, name) VALUES (gen_random_uuid(), $1, 'Sales'), (gen_random_uuid(), $1, 'Support')`,
      [services.organizationId],
    );
    await services.query(
      `INSERT INTO product (id, organization_id, key, name) VALUES (gen_random_uuid(), $1, 'alpha', 'Alpha'), (gen_random_uuid(), $1, 'beta', 'Beta')`,
      [services.organizationId],
    );
    const idOf = async (table: string, name: string) =>
      found((await services.query<{ id: string }>(`SELECT id FROM ${table} WHERE name = $1`, [name]))[0]).id;
    const [sales, support, alpha] = [
      await idOf('team', 'Sales'),
      await idOf('team', 'Support'),
      await idOf('product', 'Alpha'),
    ];
    const read = await readRosterFile(
      Buffer.from(
        'email,role,team,products\na1@example.org,,,\nb1@example.org,view,Support,"Beta, Alpha"\nc1@example.org,,,beta',
      ),
    );
    if (!read.ok) throw new Error();
    const result = await openImport(services.deps, await askedBy(services, ada.person), {
      ...{ source: 'file', title: 'x.csv', roster: read.value, isEncodingGuessed: false },
      terms: {
        ...{ roleId: await roleId(services, 'Member'), primaryTeamId: sales, secondaryTeamIds: [support] },
        ...{ productIds: [alpha], permissionIds: [], templateId: null, note: null, sendAfter: null },
      },
    });
    if (!result.ok) throw new Error(result.refusal.kind);
    const { importId } = result.value;
    await start(importId);
    await services.runJobs();
    expect(await invitationsOf(importId)).toEqual([
      { email: 'a1@example.org', role: 'Member', team: 'Sales', products: ['Alpha'] },
      { email: 'b1@example.org', role: 'Viewer', team: 'Support', products: ['Alpha', 'Beta'] },
      { email: 'c1@example.org', role: 'Member', team: 'Sales', products: ['Beta'] },
    ]);
    const others = await services.query(
      `SELECT i.email FROM invitation_team t JOIN invitation i ON i.id = t.invitation_id WHERE i.batch_id = $1 ORDER BY 1`,
      [importId],
    );
    expect(others).toEqual([{ email: 'a1@example.org' }, { email: 'c1@example.org' }]);
    expect((await recordOf(importId)).state).toBe('DONE');
    await services.query('UPDATE team SET archived_at = usher_now()');
  });

  it('invites each row once and mails each address once, and the same list again nobody', async () => {
    const text = people(30);
    const importId = await opened(text);
    expect(await start(importId)).toEqual({ ok: true, value: { count: 30, left: 0 } });
    await services.runJobs();
    expect((await invitationsOf(importId)).length).toBe(30);
    const mailed = services.inbox.mails.flatMap(({ recipients }) => recipients).filter((to) => text.includes(to));
    expect(new Set(mailed).size).toBe(30);
    expect(mailed.length).toBe(30);
    const again = await opened(text);
    const { counts, record } = await preview(again);
    expect(counts).toMatchObject({ refused: 30, clear: 0 });
    expect(record.remarks.sentBefore).not.toBeNull();
    await services.advance('2 seconds');
    await services.runJobs({ hurry: true });
    const told = ada.person.messages().filter((message) => /Import of/.test(message.text));
    expect(told.length).toBeGreaterThan(0);
    expect(told.at(-1)?.text).toMatch(/30 of 30 rows prepared: 30 delivered/);
  });

  it('goes on where it was when the process that sent it was killed between two chunks', async () => {
    const importId = await opened(people(600));
    await start(importId);
    await chunk(importId);
    expect((await invitationsOf(importId)).length).toBe(500);
    expect((await recordOf(importId)).state).toBe('SENDING');
    await chunk(importId);
    await chunk(importId);
    expect((await invitationsOf(importId)).length).toBe(600);
    expect((await recordOf(importId)).state).toBe('DONE');
  });

  it('invites each row once when it is killed at any moment of a chunk, and begins again', async () => {
    const importId = await opened(people(12));
    await start(importId);
    const { store } = services.deps;
    const payload = { organizationId: services.organizationId, importId, requestId: 'r1' };
    const moments = [
      'holdActor',
      'createInvitations',
      'audit',
      'settleRows',
      'moveImport',
      'enqueue',
      'commit',
    ] as const;
    for (const moment of moments) {
      const transaction: typeof store.transaction = (work) =>
        store.transaction(async (tx) => {
          const killed = async (): Promise<never> => Promise.reject(new Error('killed'));
          const result = await work(moment === 'commit' ? tx : { ...tx, [moment]: killed });
          return moment === 'commit' ? killed() : result;
        });
      const dying = { ...services.deps, store: { ...store, transaction } };
      await expect(sendImport(dying, payload)).rejects.toThrow('killed');
      expect(await invitationsOf(importId)).toEqual([]);
    }
    await chunk(importId);
    await chunk(importId);
    expect((await invitationsOf(importId)).length).toBe(12);
    expect((await services.waitingJobs('deliver-invitation')).length).toBe(12);
  });

  it('is spread over days by the cap, and refuses nobody for it', async () => {
    const importId = await opened(people(3));
    const issued = await services.deps.store.countIssuedToday(services.organizationId, 'Europe/Berlin');
    const undo = await services.change({ daily_invitation_cap: issued + 2 });
    await start(importId);
    await services.runJobs();
    expect((await invitationsOf(importId)).length).toBe(2);
    const { state, resumeAt } = await recordOf(importId);
    expect({ state, isLater: (resumeAt ?? new Date(0)) > new Date() }).toEqual({ state: 'SENDING', isLater: true });
    await resumeImports(services.deps);
    await services.runJobs();
    expect((await invitationsOf(importId)).length).toBe(2);
    await services.query('UPDATE import SET resume_at = usher_now() WHERE id = $1', [importId]);
    await services.change({ daily_invitation_cap: issued + 3 });
    await resumeImports(services.deps);
    await services.runJobs();
    expect((await invitationsOf(importId)).length).toBe(3);
    expect((await recordOf(importId)).state).toBe('DONE');
    await undo();
  });

  it('stops with the row named when its admin is none any more', async () => {
    const grace = await addMember(services);
    const importId = await opened(people(510), { by: grace });
    await start(importId, grace);
    await chunk(importId);
    await services.query('UPDATE membership SET role_id = $2 WHERE id = $1', [
      grace.membershipId,
      await roleId(services, 'Member'),
    ]);
    await chunk(importId);
    await chunk(importId);
    expect(await recordOf(importId)).toMatchObject({ state: 'STOPPED', stop: { cause: 'admins_only', line: 502 } });
    expect((await invitationsOf(importId)).length).toBe(500);

    const tell = () =>
      announceImport(services.deps, { organizationId: services.organizationId, importId, requestId: 'told' });
    await tell();
    await services.advance('2 seconds');
    await tell();
    const told = ada.person.messages().filter(({ text }) => /stopped before line 502/.test(text));
    expect(told.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /begun by @Ada Example, stopped.*not an admin any more[\s\S]*500 of 510 rows prepared[\s\S]*send it again/,
      ),
    ]);
  });

  it('that is cancelled takes back what has not gone out, and leaves what has', async () => {
    const importId = await opened(people(4));
    await start(importId);
    await chunk(importId);
    await services.query(
      'UPDATE invitation SET sent_at = usher_now() WHERE id = (SELECT id FROM invitation WHERE batch_id = $1 LIMIT 1)',
      [importId],
    );
    const asked = await askedBy(services, ada.person);
    expect(await cancelImport(services.deps, asked, importId)).toEqual({ ok: true, value: { withdrawn: 3 } });
    const states = await services.query(
      'SELECT status::text, count(*)::int FROM invitation WHERE batch_id = $1 GROUP BY 1 ORDER BY 1',
      [importId],
    );
    expect(states).toEqual([
      { status: 'PENDING', count: 1 },
      { status: 'WITHDRAWN', count: 3 },
    ]);
    const failures = await services.deps.store.findImportFailures(importId, 0, 10);
    expect(failures.map(({ state }) => state)).toEqual(['LEFT', 'LEFT', 'LEFT']);
  });
});

describe('what is remembered of imports', () => {
  it('is forgotten after thirty days, with the people in it', async () => {
    const importId = await opened(people(1));
    await services.query("UPDATE import SET created_at = usher_now() - interval '31 days' WHERE id = $1", [importId]);
    await services.deps.store.forgetOld();
    expect((await recordOf(importId)).state).toBe('DISCARDED');
    expect(await services.query('SELECT FROM import_row WHERE import_id = $1', [importId])).toEqual([]);
  });

  it('is in the trail, without a name or an address', async () => {
    const entries = await services.query<{ action: string; changed: object }>(
      "SELECT action, changed FROM audit_event WHERE target_kind = 'import'",
    );
    expect(new Set(entries.map(({ action }) => action))).toEqual(
      new Set(['import.preview', 'import.send', 'import.discard', 'import.stop', 'import.cancel']),
    );
    expect(JSON.stringify(entries)).not.toMatch(/@|people\.csv/);
  });
});
